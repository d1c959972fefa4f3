package dev.pipelinestop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import picocli.CommandLine;

final class OperatorOptionsTest {
  private final OperatorOptions options = new OperatorOptions();
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      OperatorOptions.commandLine(options)
          .setErr(new PrintWriter(err, true))
          .setOut(new PrintWriter(out, true));

  @Test
  void withoutFlagsTheDefaultsHold() {
    assertThat(command.execute()).isZero();
    assertThat(options.defaultNotAfter).isEqualTo(Duration.ofHours(1));
    assertThat(options.namespaces()).isEmpty();
    assertThat(options.awsRegion).isNull();
    assertThat(options.maxConcurrentAwsCalls).isEqualTo(32);
    assertThat(options.metricsBindAddress).isNull();
    assertThat(options.leaderElect).isFalse();
    assertThat(options.leaderElectionNamespace).isNull();
    assertThat(options.leaderElectionId).isEqualTo("pipeline-stop-operator");
  }

  @Test
  void flagsAreRead() {
    assertThat(
            command.execute(
                "--watch-namespaces=a,b", "--default-not-after=1h30m", "--log-format=json"))
        .isZero();
    assertThat(options.namespaces()).isEqualTo(Set.of("a", "b"));
    assertThat(options.defaultNotAfter).isEqualTo(Duration.ofMinutes(90));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--watch-namespaces=team-a,payments",
        "--watch-namespaces= team-a , payments ",
        "--watch-namespaces=team-a,payments,team-a"
      })
  void namespacesAreTheNamesBetweenTheCommas(String flag) {
    assertThat(command.execute(flag)).isZero();
    assertThat(options.namespaces()).isEqualTo(Set.of("team-a", "payments"));
  }

  @Test
  void namespacesMayBeNamedByOneFlagEach() {
    assertThat(command.execute("--watch-namespaces=team-a", "--watch-namespaces=payments"))
        .isZero();
    assertThat(options.namespaces()).isEqualTo(Set.of("team-a", "payments"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--watch-namespaces=", "--watch-namespaces= "})
  void noNamespaceAtAllIsAllOfThem(String flag) {
    assertThat(command.execute(flag)).isZero();
    assertThat(options.namespaces()).isEmpty();
  }

  /** Java Operator SDK takes an empty name for all namespaces. */
  @ParameterizedTest
  @ValueSource(strings = {",payments", "payments,", "payments,,team-a", "payments, ,team-a", ","})
  void aNamespaceWithoutANameIsRefused(String value) {
    assertThat(command.execute("--watch-namespaces=" + value)).isEqualTo(2);
    assertThat(err.toString()).contains("'" + value + "'", "comma too many");
  }

  @ParameterizedTest
  @CsvSource({"--leader-elect, true", "--leader-elect=true, true", "--leader-elect=false, false"})
  void whetherThereIsAnElectionIsRead(String flag, boolean wanted) {
    assertThat(
            command.execute(
                flag, "--leader-election-namespace=ops", "--leader-election-id=stops.v2"))
        .isZero();
    assertThat(options.leaderElect).isEqualTo(wanted);
    assertThat(options.leaderElectionNamespace).isEqualTo("ops");
    assertThat(options.leaderElectionId).isEqualTo("stops.v2");
  }

  @ParameterizedTest
  @CsvSource({":8080, 0.0.0.0, 8080", "127.0.0.1:0, 127.0.0.1, 0", "[::1]:9, 0:0:0:0:0:0:0:1, 9"})
  void anAddressIsRead(String flag, String host, int port) {
    assertThat(command.execute("--metrics-bind-address=" + flag)).isZero();
    var address = Objects.requireNonNull(options.metricsBindAddress);
    assertThat(address.getPort()).isEqualTo(port);
    assertThat(address.getAddress().getHostAddress()).isIn(host, "0:0:0:0:0:0:0:0");
  }

  @ParameterizedTest
  @CsvSource({
    "--default-not-after=soon, --default-not-after",
    "--default-not-after=-5m, --default-not-after",
    "--default-not-after=0s, --default-not-after",
    "--metrics-bind-address=8080, --metrics-bind-address",
    "--metrics-bind-address=:65536, --metrics-bind-address",
    "--metrics-bind-address=a b:1, --metrics-bind-address",
    "--health-probe-bind-address=8081, --health-probe-bind-address",
    "--leader-elect=maybe, --leader-elect",
    "--leader-election-namespace=Pipeline_Stop, --leader-election-namespace",
    "--leader-election-namespace=a.b, --leader-election-namespace",
    "--leader-election-namespace=, --leader-election-namespace",
    "--leader-election-id=-x, --leader-election-id",
    "--leader-election-id=a..b, --leader-election-id",
    "--aws-region=Europe, --aws-region",
    "--aws-region=eu-central-1b, --aws-region",
    "--max-concurrent-aws-calls=0, --max-concurrent-aws-calls",
    "--max-concurrent-aws-calls=many, --max-concurrent-aws-calls",
    "--log-level=loud, --log-level",
    "--log-format=xml, --log-format",
    "'--watch-namespaces=a,Bad_NS', --watch-namespaces",
    "--watch-namespaces=a.b, --watch-namespaces",
    "--watch-namespaces=*, --watch-namespaces",
    "--no-such-flag, --no-such-flag",
    "stray, stray"
  })
  void aWrongFlagIsOneLineThatNamesIt(String flag, String named) {
    assertThat(command.execute(flag)).isEqualTo(2);
    assertThat(err.toString().strip()).doesNotContain("\n").contains(named).contains("--help");
  }

  @ParameterizedTest
  @CsvSource({
    "--watch-namespaces=Bad_NS, --watch-namespaces (WATCH_NAMESPACES):",
    "--leader-elect=maybe, --leader-elect (LEADER_ELECT):",
    "--aws-region=Europe, --aws-region (OPERATOR_AWS_REGION):",
    "--log-level=loud, --log-level (LOG_LEVEL):"
  })
  void aWrongValueNamesTheVariableToo(String flag, String named) {
    assertThat(command.execute(flag)).isEqualTo(2);
    assertThat(err.toString()).contains("option " + named);
  }

  @ParameterizedTest
  @CsvSource({
    "--leader-elect=maybe, maybe, true or false",
    "--log-level=loud, loud, 'error, warn, info, debug, trace'",
    "--log-format=xml, xml, 'auto, text, json'"
  })
  void ofFewWordsTheErrorListsAll(String flag, String value, String words) {
    assertThat(command.execute(flag)).isEqualTo(2);
    assertThat(err.toString()).contains("'" + value + "' is not", words);
  }

  @ParameterizedTest
  @CsvSource({"debug, DEBUG", "Warn, WARN", "ERROR, ERROR"})
  void wordsMayBeInAnyCase(String word, Level level) {
    assertThat(command.execute("--log-level=" + word, "--leader-elect=TRUE")).isZero();
    assertThat(options.logLevel).isEqualTo(level);
    assertThat(options.leaderElect).isTrue();
  }

  @Test
  void aValueOfSeveralLinesIsAnErrorInOne() {
    assertThat(command.execute("--aws-region=eu\nwest")).isEqualTo(2);
    assertThat(err.toString().strip()).doesNotContain("\n");
  }

  /** More than that could not be added to a time without end. */
  @ParameterizedTest
  @ValueSource(strings = {"8761h", "2562047788015215h", "525600m1s", "99999999999999999999s"})
  void aDurationOfMoreThanAYearIsRefused(String duration) {
    assertThat(command.execute("--default-not-after=" + duration)).isEqualTo(2);
    assertThat(err.toString()).contains("'" + duration + "'", "at most a year (8760h)");
    assertThat(command.execute("--not-found-grace=" + duration)).isEqualTo(2);
  }

  @Test
  void aDurationMayBeAYear() {
    assertThat(command.execute("--default-not-after=8760h")).isZero();
    assertThat(options.defaultNotAfter).isEqualTo(Duration.ofDays(365));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--watch-namespaces",
        "--leader-elect",
        "--leader-election-namespace",
        "--leader-election-id",
        "--default-not-after",
        "--not-found-grace",
        "--aws-region",
        "--max-concurrent-aws-calls",
        "--metrics-bind-address",
        "--health-probe-bind-address",
        "--log-format",
        "--log-level"
      })
  void helpNamesEveryFlagWithItsEnvironmentVariable(String flag) {
    assertThat(command.execute("--help")).isZero();
    String variable = flag.substring(2).toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    assertThat(out.toString()).contains(flag).containsPattern("\\[(OPERATOR_)?" + variable + "\\]");
  }
}
