package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static dev.pipelinestop.codepipeline.ScriptedAws.hang;
import static dev.pipelinestop.codepipeline.ScriptedAws.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK takes from the environment, which only a process of its own can show. */
class EnvironmentTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String ACCOUNT =
      "<R><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></R>";

  private final ScriptedAws codepipeline =
      new ScriptedAws().then(error(400, "PipelineNotFoundException", "x"));
  private final ScriptedAws sts = new ScriptedAws().then(status(200, "text/xml", ACCOUNT));

  private final Path home;

  EnvironmentTest(@TempDir Path home) {
    this.home = home;
  }

  @AfterEach
  void close() throws IOException {
    codepipeline.close();
    sts.close();
  }

  private String probeWithKeys(Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("AWS_REGION", "ap-southeast-2");
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    return probe(environment);
  }

  @Test
  void honoursRegionCredentialsAndTheEndpointOfEachService() throws Exception {
    String said =
        probeWithKeys(
            Map.of(
                "AWS_ENDPOINT_URL_CODEPIPELINE", codepipeline.endpoint().toString(),
                "AWS_ENDPOINT_URL_STS", sts.endpoint().toString()));

    assertThat(said)
        .contains("region: ap-southeast-2", "account: 123456789012", "execution: PipelineNotFound");
    assertThat(codepipeline.requests().getFirst().headers().get("authorization"))
        .contains("AKIDEXAMPLE/", "/ap-southeast-2/codepipeline/");
  }

  @Test
  void honoursTheEndpointOfAllServices() throws Exception {
    ScriptedAws both = sts.then(error(400, "PipelineNotFoundException", "x"));

    String said = probeWithKeys(Map.of("AWS_ENDPOINT_URL", both.endpoint().toString()));

    assertThat(said).contains("account: 123456789012", "execution: PipelineNotFound");
  }

  /** The SDK takes it for HTTPS, too; HTTPS_PROXY it does not look at. */
  @Test
  void honoursTheProxy() throws Exception {
    ScriptedAws proxy = sts.then(error(400, "PipelineNotFoundException", "x"));

    String said =
        probeWithKeys(
            Map.of(
                "AWS_ENDPOINT_URL",
                "http://aws.invalid",
                "HTTP_PROXY",
                proxy.endpoint().toString()));

    assertThat(said).contains("account: 123456789012", "execution: PipelineNotFound");
  }

  @Test
  void doesNotHangWhereTheMetadataServiceDoes() throws Exception {
    ScriptedAws metadata = new ScriptedAws().then(hang());
    try (metadata) {
      String said =
          probe(
              Map.of(
                  "AWS_REGION", "eu-central-1",
                  "AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.endpoint().toString(),
                  "AWS_ENDPOINT_URL", codepipeline.endpoint().toString()));

      assertThat(said)
          .contains(
              "account: AwsFailure[operation=GetCallerIdentity, code=NoCredentials",
              "execution: AwsFailure[operation=GetPipelineExecution, code=NoCredentials",
              "meaning=CREDENTIALS");
    }
    assertThat(metadata.requests()).isNotEmpty();
    assertThat(codepipeline.requests()).isEmpty();
  }

  @Test
  void saysThatThereIsNoRegionAndThatThereAreNoCredentials() throws Exception {
    String said =
        probe(
            Map.of(
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_ENDPOINT_URL",
                codepipeline.endpoint().toString()));

    assertThat(said)
        .contains(
            "region: AwsFailure[operation=DefaultRegion, code=NoRegion, message=no AWS region is"
                + " set: set AWS_REGION or --aws-region (OPERATOR_AWS_REGION), or aws.region of"
                + " the Helm chart, meaning=INVALID]",
            "message=no credentials: none are configured; check the operator's service account");
  }

  @Test
  void saysThatWhatIsSetIsNoRegion() throws Exception {
    assertThat(probe(Map.of("AWS_REGION", "Frankfurt", "AWS_EC2_METADATA_DISABLED", "true")))
        .contains("message='Frankfurt' is not an AWS region such as eu-central-1: set AWS_REGION");
  }

  @Test
  void saysWhatIsWrongWithTheTokenOfTheServiceAccount() throws Exception {
    String said =
        probe(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/operator",
                "AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("missing").toString(),
                "AWS_ENDPOINT_URL", codepipeline.endpoint().toString()));

    assertThat(said)
        .contains("message=no credentials: WebIdentityTokenCredentialsProvider: ", "missing");
  }

  /** The provider names its profiles first, which left no room for what is wrong with them. */
  @Test
  void saysWhatIsWrongWithAProfile() throws Exception {
    Path config =
        Files.writeString(
            home.resolve("config"),
            """
            [sso-session corporation]
            sso_region = eu-central-1
            sso_start_url = https://corporation.awsapps.com/start
            [profile development]
            sso_session = corporation
            sso_account_id = 123456789012
            sso_role_name = Administrator
            """);

    String said =
        probe(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", config.toString(),
                "AWS_PROFILE", "development",
                "AWS_ENDPOINT_URL", codepipeline.endpoint().toString()));

    assertThat(said)
        .contains(
            "message=no credentials: ProfileCredentialsProvider: To use Sso related properties in"
                + " the 'development' profile, the 'sso' service module must be on the class path");
  }

  private String probe(Map<String, String> environment) throws Exception {
    Process process = start(environment);
    try {
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            // Otherwise a profile of whoever runs the tests would count.
            "-Duser.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            EnvironmentProbe.class.getName());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }
}
