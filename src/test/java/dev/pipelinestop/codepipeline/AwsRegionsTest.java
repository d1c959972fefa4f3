package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static dev.pipelinestop.codepipeline.ScriptedAws.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.ExecutionSighting;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

class AwsRegionsTest extends GatewayFixture {
  private static final String HOME = "eu-central-1";

  @Test
  void aRegionIsMadeOnceAndTheOperatorsIsTheOneThatIsNotNamed() {
    try (AwsRegions regions = new AwsRegions(clients(s -> s), HOME)) {
      assertThat(regions.of(null).name()).isEqualTo(HOME);
      assertThat(regions.of(null)).isSameAs(regions.of(HOME));
      assertThat(regions.of("us-east-1").name()).isEqualTo("us-east-1");
      assertThat(regions.of("us-east-1")).isSameAs(regions.of("us-east-1"));
      assertThat(regions.size()).isEqualTo(2);
    }
  }

  @Test
  void everyCallIsSignedForItsRegion() throws Exception {
    aws.then(error(400, "PipelineNotFoundException", "x"));
    try (AwsRegions regions = new AwsRegions(clients(s -> s), HOME)) {
      for (String name : new String[] {"us-gov-west-1", "eusc-de-east-1", HOME}) {
        assertThat(regions.of(name).gateway().execution(TARGET))
            .isInstanceOf(ExecutionSighting.PipelineNotFound.class);
        assertThat(aws.requests().getLast().headers().get("authorization"))
            .contains("/" + name + "/codepipeline/");
      }
    }
  }

  @Test
  void namesWithoutEndAreNotKeptWithoutEnd() throws Exception {
    aws.then(error(400, "PipelineNotFoundException", "x"));
    try (AwsRegions regions = new AwsRegions(clients(s -> s), HOME)) {
      AwsRegion first = regions.of("eu-mistyped-0");
      for (int i = 1; i <= 3 * AwsRegions.MOST; i++) {
        var unused = regions.of("eu-mistyped-" + i);
        unused = regions.of(HOME);
      }
      assertThat(regions.size()).isEqualTo(AwsRegions.MOST);

      assertThat(regions.of("eu-mistyped-0")).isNotSameAs(first);
      assertThat(regions.of(HOME).gateway().execution(TARGET))
          .as("what is shared works on")
          .isInstanceOf(ExecutionSighting.PipelineNotFound.class);
    }
  }

  @Test
  void aCallInARegionThatIsLetGoOfIsAnswered() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    aws.then(
        connection -> {
          asked.countDown();
          try {
            forgotten.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return json("{\"__type\":\"x\"}").send(connection);
        });
    try (AwsRegions regions = new AwsRegions(clients(s -> s), HOME)) {
      AwsRegion region = regions.of("us-east-1");
      var call =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      AwsFailureException.class, () -> region.gateway().execution(TARGET)));
      asked.await();
      for (int i = 0; i <= AwsRegions.MOST; i++) {
        var unused = regions.of("eu-mistyped-" + i);
      }
      forgotten.countDown();

      assertThat(call.get().failure().code())
          .as("answered, with nonsense")
          .isEqualTo("OtherExecution");
      assertThat(regions.of("us-east-1")).isNotSameAs(region);
    }
  }

  /** What there is to find of a region that does not exist. */
  private static final class NoSuchHost implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          throw new UnknownHostException(request.httpRequest().host());
        }

        @Override
        public void abort() {
          // Nothing is under way.
        }
      };
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }

  @Test
  void aRegionThatDoesNotExistIsUnreachableAndTheMessageNamesIt() {
    AwsSettings settings =
        AwsSettingsBuilder.builder(AwsSettings.standard())
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .http(new NoSuchHost())
            .readAttempts(1)
            .build();
    try (AwsClients clients = AwsClients.open(settings);
        AwsRegions regions = new AwsRegions(clients, HOME)) {
      AwsFailure failure = failure(() -> regions.of("eu-mistyped-9").identity().account());

      assertThat(failure.meaning()).isEqualTo(Meaning.UNREACHABLE);
      assertThat(failure.message()).contains("sts.eu-mistyped-9.amazonaws.com", "check the region");
    }
  }
}
