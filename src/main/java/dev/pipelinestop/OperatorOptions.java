package dev.pipelinestop;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.leadership.Pod;
import dev.pipelinestop.leadership.Replica;
import dev.pipelinestop.telemetry.LogFormat;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * What can be set when the operator is started; each flag also by the environment variable it
 * names.
 */
@Command(
    name = "pipeline-stop-operator",
    versionProvider = OperatorOptions.Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Stops executions of AWS CodePipeline, declared as Kubernetes resources.",
      "It finds its cluster as kubectl does (KUBECONFIG, or the service account of its pod), and"
          + " AWS as every AWS tool does (AWS_REGION, AWS_ENDPOINT_URL, the default chain of"
          + " credentials).",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "143:ended by SIGTERM, in order",
      "1:could not start, or lost its lease; the log says why",
      "2:a flag or an environment variable is wrong, or the definition of the resource in the"
          + " cluster is missing or too old"
    })
final class OperatorOptions implements Runnable {

  @Option(
      names = "--watch-namespaces",
      paramLabel = "NAMESPACE[,NAMESPACE...]",
      hideParamSyntax = true,
      defaultValue = "${env:WATCH_NAMESPACES}",
      converter = KubernetesNames.Namespaces.class,
      description =
          "Watch only these namespaces, separated by commas. Default: all. [WATCH_NAMESPACES]")
  @Nullable Set<String> watchNamespaces;

  @Option(
      names = "--leader-elect",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      defaultValue = "${env:LEADER_ELECT:-false}",
      converter = Words.Truth.class,
      description =
          "Of several replicas only the one that holds a Lease works; the others stand by."
              + " Default: false. [LEADER_ELECT]")
  boolean leaderElect;

  @Option(
      names = "--leader-election-namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "${env:LEADER_ELECTION_NAMESPACE}",
      converter = KubernetesNames.Namespace.class,
      description =
          "Where the Lease is. Default: the namespace of the pod. [LEADER_ELECTION_NAMESPACE]")
  @Nullable String leaderElectionNamespace;

  @Option(
      names = "--leader-election-id",
      paramLabel = "NAME",
      defaultValue = "${env:LEADER_ELECTION_ID:-pipeline-stop-operator}",
      converter = KubernetesNames.ObjectName.class,
      description =
          "Name of the Lease: the same for all replicas of one installation, and another for"
              + " another installation in that namespace. Default: pipeline-stop-operator."
              + " [LEADER_ELECTION_ID]")
  String leaderElectionId = "pipeline-stop-operator";

  @Option(
      names = "--default-not-after",
      paramLabel = "DURATION",
      defaultValue = "${env:DEFAULT_NOT_AFTER:-1h}",
      converter = DurationConverter.class,
      description =
          "How long after its creation a request without notAfter may send its first stop, such as"
              + " 90s, 30m or 1h; a year at most. Default: 1h. [DEFAULT_NOT_AFTER]")
  Duration defaultNotAfter = Duration.ofHours(1);

  @Option(
      names = "--not-found-grace",
      paramLabel = "DURATION",
      defaultValue = "${env:NOT_FOUND_GRACE:-60s}",
      converter = DurationConverter.class,
      description =
          "How long an execution that AWS does not find may take to appear. Default: 60s."
              + " [NOT_FOUND_GRACE]")
  Duration notFoundGrace = Duration.ofSeconds(60);

  @Option(
      names = "--aws-region",
      paramLabel = "REGION",
      defaultValue = "${env:OPERATOR_AWS_REGION}",
      converter = RegionConverter.class,
      description =
          "Region of the pipelines of requests that name none. Default: what AWS tools use here,"
              + " such as AWS_REGION. [OPERATOR_AWS_REGION]")
  @Nullable String awsRegion;

  @Option(
      names = "--max-concurrent-aws-calls",
      paramLabel = "NUMBER",
      defaultValue = "${env:MAX_CONCURRENT_AWS_CALLS:-32}",
      converter = PositiveConverter.class,
      description = "Most calls to AWS at once. Default: 32. [MAX_CONCURRENT_AWS_CALLS]")
  int maxConcurrentAwsCalls = 32;

  @Option(
      names = "--metrics-bind-address",
      paramLabel = "[HOST]:PORT",
      defaultValue = "${env:METRICS_BIND_ADDRESS}",
      converter = AddressConverter.class,
      description =
          "Where metrics for Prometheus are served, such as :8080 in a pod, under /metrics."
              + " Default: nowhere. [METRICS_BIND_ADDRESS]")
  @Nullable InetSocketAddress metricsBindAddress;

  @Option(
      names = "--health-probe-bind-address",
      paramLabel = "[HOST]:PORT",
      defaultValue = "${env:HEALTH_PROBE_BIND_ADDRESS}",
      converter = AddressConverter.class,
      description =
          "Where the probes of Kubernetes are answered, such as :8081 in a pod, under /livez and"
              + " /readyz. May be the address of the metrics. Default: nowhere."
              + " [HEALTH_PROBE_BIND_ADDRESS]")
  @Nullable InetSocketAddress healthProbeBindAddress;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "${env:LOG_FORMAT:-auto}",
      converter = Words.Format.class,
      description =
          "text, json, or auto: text on a terminal and JSON otherwise. Default: auto. [LOG_FORMAT]")
  LogFormat logFormat = LogFormat.AUTO;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "${env:LOG_LEVEL:-info}",
      converter = Words.Severity.class,
      description =
          "error, warn, info, debug or trace. What the AWS SDK signs and sends is never logged."
              + " Default: info. [LOG_LEVEL]")
  Level logLevel = Level.INFO;

  /** The namespaces that are watched; empty for all. */
  Set<String> namespaces() {
    return watchNamespaces == null ? Set.of() : watchNamespaces;
  }

  /**
   * What this process is among its replicas.
   *
   * @throws StartException if it is one of several, and nothing tells where their Lease is
   */
  Replica replica() {
    return leaderElect ? candidate() : Replica.alone();
  }

  private Replica candidate() {
    Pod pod = Pod.own();
    String namespace =
        Optional.ofNullable(leaderElectionNamespace)
            .or(pod::namespace)
            .orElseThrow(
                () ->
                    StartException.wrongInput(
                        "--leader-elect needs a namespace for its Lease, and nothing tells it: set"
                            + " --leader-election-namespace (LEADER_ELECTION_NAMESPACE) or"
                            + " POD_NAMESPACE"));
    return Replica.candidate(namespace, leaderElectionId, pod.name());
  }

  /** Nothing: reading the flags is all that happens here. */
  @Override
  public void run() {}

  /** Reads flags and environment into these options; an error is one line. */
  static CommandLine commandLine(OperatorOptions options) {
    return new CommandLine(options).setParameterExceptionHandler(new WrongFlags());
  }

  /** Durations in the manner of Kubernetes: 90s, 30m, 1h30m. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    /** What is far longer could not be added to the time of a request. */
    private static final Duration LONGEST = Duration.ofDays(365);

    @Override
    public Duration convert(String text) {
      try {
        Duration duration = Duration.parse("PT" + text);
        if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
          return duration;
        }
      } catch (DateTimeParseException e) {
        // Said below, in the words of the flag.
      }
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a duration such as 90s, 30m or 1h, of more than nothing and at most a"
              + " year (8760h)");
    }
  }

  /** Names of AWS regions. */
  static final class RegionConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.matches(PipelineStopRequestSpec.REGION)) {
        return text;
      }
      throw new TypeConversionException("'" + text + "' is not an AWS region such as eu-central-1");
    }
  }

  /** Whole numbers from 1 to 1000. */
  static final class PositiveConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int number = Integer.parseInt(text);
        if (number >= 1 && number <= 1000) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, in the words of the flag.
      }
      throw new TypeConversionException("'" + text + "' is not a whole number from 1 to 1000");
    }
  }

  /** Addresses in the manner of Go: :8080, 127.0.0.1:8080, [::1]:8080. */
  static final class AddressConverter implements ITypeConverter<InetSocketAddress> {
    private static final Pattern ADDRESS =
        Pattern.compile("(|[^:\\s]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");

    @Override
    public InetSocketAddress convert(String text) {
      Matcher address = ADDRESS.matcher(text);
      if (address.matches() && Integer.parseInt(address.group(2)) <= 65_535) {
        int port = Integer.parseInt(address.group(2));
        InetSocketAddress parsed =
            address.group(1).isEmpty()
                ? new InetSocketAddress(port)
                : new InetSocketAddress(address.group(1).replaceAll("[\\[\\]]", ""), port);
        if (!parsed.isUnresolved()) {
          return parsed;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is not an address of this machine such as :8080 or 127.0.0.1:8080");
    }
  }

  /** The version that the jar was built as. */
  static String version() {
    String version = OperatorOptions.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** Prints it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"pipeline-stop-operator " + version()};
    }
  }
}
