package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.stop.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests in several regions, with one operator. */
@WithApiServer
final class RegionIT {

  private static String manifest(String name, String execution, String region) {
    return """
    apiVersion: pipelinestop.dev/v1alpha1
    kind: PipelineStopRequest
    metadata:
      name: %s
    spec:
      pipelineName: %s
      pipelineExecutionId: %s
      region: %s
      abandon: true
    """
        .formatted(name, name, execution, region);
  }

  private static List<String> regionsOf(Scene scene, String execution) {
    return scene.ledger().calls().stream()
        .filter(call -> execution.equals(call.pipelineExecutionId()))
        .map(Call::region)
        .distinct()
        .toList();
  }

  @Test
  void eachIsStoppedInItsOwnAndOnlyThere(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "regions")) {
      String ours = scene.running("ours", ExecutionMode.SUPERSEDED, "UpdateStack");
      String theirs = scene.running("theirs", ExecutionMode.SUPERSEDED, "UpdateStack");
      OperatorProcess first = scene.start();
      scene.request("ours", "ours", ours, false);
      scene
          .kubectl()
          .runWith(manifest("theirs", theirs, "us-gov-west-1"), "apply", "-f", "-")
          .output();

      PipelineStopRequestStatus status = scene.awaitReason("theirs", Reason.Stopped);
      scene.awaitReason("ours", Reason.Stopping);
      assertThat(status.region()).isEqualTo("us-gov-west-1");
      assertThat(regionsOf(scene, theirs)).containsExactly("us-gov-west-1");

      // The operator moves; a request that is under way does not.
      assertThat(first.terminate()).isEqualTo(143);
      scene.start(scene.launch().with("--aws-region=ap-southeast-2"));
      scene
          .kubectl()
          .run("patch", "psr", "ours", "--type=merge", "-p", "{\"spec\":{\"abandon\":true}}")
          .output();
      assertThat(scene.awaitReason("ours", Reason.Stopped).region()).isEqualTo("eu-central-1");
      assertThat(regionsOf(scene, ours)).containsExactly("eu-central-1");
    }
  }
}
