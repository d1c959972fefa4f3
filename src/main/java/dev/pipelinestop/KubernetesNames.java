package dev.pipelinestop;

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
