package dev.pipelinestop.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Nobody changes a request that comes from the cache: its parts are records, and what is written is
 * a new object. So none of them has to be copied, which goes through JSON.
 */
public final class Uncloned implements Cloner {
  @Override
  public <R extends HasMetadata> R clone(R resource) {
    return resource;
  }
}
