package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointVariablesTest {

  @Test
  void noneNeedBeSet() {
    assertThat(EndpointVariables.complaint(Map.of("AWS_REGION", "eu-central-1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://codepipeline.eu-central-1.amazonaws.com",
        "https://vpce-1.codepipeline.eu-central-1.vpce.amazonaws.com/",
        "http://127.0.0.1:4599",
        "http://[::1]:4599",
        "HTTP://localhost:65535/aws"
      })
  void whatNamesAHostIsTaken(String url) {
    assertThat(EndpointVariables.complaint(Map.of("AWS_ENDPOINT_URL", url))).isEmpty();
  }

  /** With none of these the SDK sends anything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "notaurl",
        "127.0.0.1:4599",
        "localhost:4599",
        "//localhost:4599",
        "ftp://localhost",
        "http://",
        "http:/localhost",
        "http://a_b:1",
        "http://a b",
        "http://localhost:65536"
      })
  void whatDoesNotIsRefused(String url) {
    assertThat(EndpointVariables.complaint(Map.of("AWS_ENDPOINT_URL", url)))
        .hasValueSatisfying(
            complaint -> assertThat(complaint).contains("AWS_ENDPOINT_URL: '" + url + "' is not"));
  }

  @Test
  void aPasswordIsNotShown() {
    assertThat(EndpointVariables.complaint(Map.of("AWS_ENDPOINT_URL", "ftp://me:secret@aws/")))
        .hasValueSatisfying(complaint -> assertThat(complaint).doesNotContain("secret"));
  }
}
