package dev.pipelinestop.crd;

import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the one definition that the generator writes. */
final class MemoryOutput implements CRDOutput<ByteArrayOutputStream> {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  CustomResourceDefinition definition() {
    return Serialization.unmarshal(
        written.toString(StandardCharsets.UTF_8), CustomResourceDefinition.class);
  }

  @Override
  public ByteArrayOutputStream outputFor(String crdName) {
    return written;
  }

  @Override
  public void close() {}
}
