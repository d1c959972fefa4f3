package dev.pipelinestop.codepipeline;

/**
 * AWS in one region, as far as it is called.
 *
 * @param gateway its CodePipeline
 * @param identity who the operator is there
 */
public record AwsRegion(CodePipelineGateway gateway, Identity identity) implements AutoCloseable {

  /** Its name, such as eu-central-1. */
  public String name() {
    return gateway.region();
  }

  @Override
  public void close() {
    identity.close();
    gateway.close();
  }
}
