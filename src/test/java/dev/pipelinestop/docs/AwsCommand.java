package dev.pipelinestop.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * A command for the AWS CLI in the documentation, as the call that it makes. The CLI names
 * operations and options after the same model as the SDK.
 *
 * @param place where it is
 * @param words what follows {@code aws codepipeline}
 */
record AwsCommand(String place, List<String> words) {
  private static final Pattern COMMAND = Pattern.compile("aws codepipeline ([^`\\n]+)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** What the CLI does by itself, with the answer. */
  private static final Set<String> OF_THE_CLI = Set.of("--query", "--output", "--max-items");

  /** Those of a page. The name of an operation alone is no command. */
  static Stream<AwsCommand> in(Page page) {
    return COMMAND
        .matcher(page.text().replaceAll("\\\\\\n\\s*", ""))
        .results()
        .map(found -> new AwsCommand(page.path().toString(), split(found.group(1))))
        .filter(command -> command.words().size() > 1);
  }

  private static List<String> split(String text) {
    return WORD.matcher(text)
        .results()
        .map(word -> Stream.of(1, 2, 3).map(word::group).filter(Objects::nonNull).findFirst())
        .map(Optional::orElseThrow)
        .toList();
  }

  String operation() {
    return words.getFirst();
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /** Makes the call with the SDK. */
  CodePipelineResponse call(CodePipelineClient client) throws ReflectiveOperationException {
    String name = camel(operation());
    Class<?> type =
        Class.forName(
            CodePipelineRequest.class.getPackageName()
                + "."
                + Character.toUpperCase(name.charAt(0))
                + name.substring(1)
                + "Request");
    SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
    setOptions(builder);
    Object request = ((SdkBuilder<?, ?>) builder).build();
    return (CodePipelineResponse)
        CodePipelineClient.class.getMethod(name, type).invoke(client, request);
  }

  private void setOptions(SdkPojo builder) {
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    while (!rest.isEmpty()) {
      String option = rest.removeFirst();
      if (OF_THE_CLI.contains(option)) {
        rest.removeFirst();
      } else if (option.startsWith("--no-")) {
        field(builder, camel(option.substring(5))).set(builder, false);
      } else {
        set(builder, camel(option.substring(2)), rest);
      }
    }
  }

  private static void set(SdkPojo builder, String member, List<String> rest) {
    SdkField<?> field = field(builder, member);
    if (field.marshallingType() == MarshallingType.BOOLEAN) {
      field.set(builder, true);
    } else if (field.marshallingType() == MarshallingType.SDK_POJO) {
      SdkPojo inner = field.constructor().get();
      String[] pair = rest.removeFirst().split("=", 2);
      field(inner, pair[0]).set(inner, pair[1]);
      field.set(builder, ((SdkBuilder<?, ?>) inner).build());
    } else {
      field.set(builder, rest.removeFirst());
    }
  }

  private static SdkField<?> field(SdkPojo builder, String member) {
    return builder.sdkFields().stream()
        .filter(field -> field.locationName().equals(member))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no option for " + member));
  }

  private static String camel(String kebab) {
    return Pattern.compile("-([a-z])")
        .matcher(kebab)
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return place + ": " + String.join(" ", words);
  }
}
