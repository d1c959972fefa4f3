package dev.pipelinestop;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names as the API server takes them. */
final class KubernetesNames {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  private KubernetesNames() {}

  /** Of namespaces. */
  static final class Namespace implements ITypeConverter<String> {
    private static final Pattern VALID = Pattern.compile("(?=.{1,63}$)" + LABEL);

    @Override
    public String convert(String text) {
      return checked(text, VALID, "a namespace such as pipeline-stop-system");
    }
  }

  /**
   * Of namespaces, with commas between them; none at all where nothing is said. An empty one among
   * them is refused: for Java Operator SDK it is all namespaces, and a comma too many must not turn
   * a few into all.
   */
  static final class Namespaces implements ITypeConverter<Set<String>> {
    private final Namespace names = new Namespace();

    @Override
    public Set<String> convert(String text) {
      if (text.isBlank()) {
        return Set.of();
      }
      Set<String> namespaces = new LinkedHashSet<>();
      for (String each : text.split(",", -1)) {
        if (each.isBlank()) {
          throw new TypeConversionException(
              "'" + text + "' has a comma too many: write namespaces as in team-a,team-b");
        }
        namespaces.add(names.convert(each.strip()));
      }
      return namespaces;
    }
  }

  /** Of most other objects. */
  static final class ObjectName implements ITypeConverter<String> {
    private static final Pattern VALID =
        Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    @Override
    public String convert(String text) {
      return checked(text, VALID, "a name of a Kubernetes object such as pipeline-stop-operator");
    }
  }

  private static String checked(String text, Pattern valid, String what) {
    if (valid.matcher(text).matches()) {
      return text;
    }
    throw new TypeConversionException("'" + text + "' is not " + what);
  }
}
