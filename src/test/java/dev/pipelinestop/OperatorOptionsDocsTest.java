package dev.pipelinestop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.docs.GeneratedPart;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

/** The flags that the README lists are those of the operator. It is here to see them. */
final class OperatorOptionsDocsTest {
  private static final Pattern VALUE = Pattern.compile("\\$\\{env:(\\w+)(?::-([\\w-]+))?}");
  private static final Pattern DESCRIPTION = Pattern.compile("(.*) Default: ([^.]+)\\. \\[(\\w+)]");

  @Test
  void everyFlagIsListed() throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Flag", "Environment variable", "Default", "Meaning"));
    Arrays.stream(OperatorOptions.class.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(Option.class))
        .map(OperatorOptionsDocsTest::row)
        .forEach(rows::add);
    new GeneratedPart("README.md", "flags").isTable(rows);
  }

  /** Of the annotation itself: picocli would put in what the environment has. */
  private static List<String> row(Field field) {
    var option = field.getAnnotation(Option.class);
    var value = VALUE.matcher(option.defaultValue());
    var description = DESCRIPTION.matcher(String.join(" ", option.description()));
    assertThat(value.matches() && description.matches()).as(field.toString()).isTrue();
    assertThat(description.group(3)).isEqualTo(value.group(1));
    if (value.group(2) != null) {
      assertThat(description.group(2)).isEqualTo(value.group(2));
    }
    return List.of(
        "`" + option.names()[0] + "`",
        "`" + value.group(1) + "`",
        description.group(2),
        description.group(1));
  }
}
