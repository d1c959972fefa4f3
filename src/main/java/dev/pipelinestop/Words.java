package dev.pipelinestop;

import dev.pipelinestop.telemetry.LogFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.event.Level;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values that are one of a few words, in any case; picocli would list those as Java has them. */
final class Words {

  private Words() {}

  /** Yes or no. */
  static final class Truth implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new TypeConversionException("'" + text + "' is not true or false");
      };
    }
  }

  /** Forms of the log. */
  static final class Format implements ITypeConverter<LogFormat> {
    @Override
    public LogFormat convert(String text) {
      return one(text, LogFormat.values());
    }
  }

  /** How much is logged. */
  static final class Severity implements ITypeConverter<Level> {
    @Override
    public Level convert(String text) {
      return one(text, Level.values());
    }
  }

  private static <E extends Enum<E>> E one(String text, E[] all) {
    return Arrays.stream(all)
        .filter(each -> each.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    Arrays.stream(all)
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", "'" + text + "' is not one of: ", ""))));
  }
}
