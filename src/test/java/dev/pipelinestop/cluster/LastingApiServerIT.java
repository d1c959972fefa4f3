package dev.pipelinestop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastingApiServerIT {

  @Test
  void whatWasWrittenIsThereAfterItWasKilledAndStartedAgain() {
    try (var server = LastingApiServer.start()) {
      server.kubectl().run("create", "namespace", "kept").output();

      server.kill();
      assertThat(server.kubectl().run("get", "namespace", "kept").succeeded()).isFalse();
      server.startAgain();

      assertThat(server.kubectl().run("get", "namespace", "kept", "--output=name").output())
          .isEqualTo("namespace/kept\n");
      assertThat(server.kubectl().run("get", "psr").output()).isEmpty();
    }
  }

  @Test
  void pausedItDoesNotAnswer() {
    try (var server = LastingApiServer.start()) {
      server.pause();
      // kubectl's words depend on where in the request its second is over.
      assertThat(server.kubectl().run("get", "--raw", "/readyz", "--request-timeout=1s").refusal())
          .containsPattern("(?i)timeout|deadline exceeded");

      server.resume();

      assertThat(server.kubectl().run("get", "--raw", "/readyz").output()).isEqualTo("ok");
    }
  }
}
