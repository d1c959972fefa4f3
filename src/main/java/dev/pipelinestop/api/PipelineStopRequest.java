package dev.pipelinestop.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The wish that one execution of a CodePipeline pipeline be stopped, and how far that is.
 *
 * <p>Both parts may be null on an object that was read from elsewhere than an API server which
 * enforces our definition.
 */
@Group(PipelineStopRequest.GROUP)
@Version("v1alpha1")
@ShortNames("psr")
public class PipelineStopRequest
    extends CustomResource<PipelineStopRequestSpec, PipelineStopRequestStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** The API group of all resources of this project. */
  public static final String GROUP = "pipelinestop.dev";
}
