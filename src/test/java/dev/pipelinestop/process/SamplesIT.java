package dev.pipelinestop.process;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import org.junit.jupiter.api.Test;

/** A user's morning: the samples, with kubectl, on a real API server. */
@WithApiServer
final class SamplesIT {

  @Test
  void theSamplesEndAsTheySay(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "samples")) {
      scene.start(scene.launch().with("--not-found-grace=3s"));
      new Samples(scene).endAsTheySay();
    }
  }
}
