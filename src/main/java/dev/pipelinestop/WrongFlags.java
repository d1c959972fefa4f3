package dev.pipelinestop;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Says in one line what is wrong with a flag. It names the environment variable too: picocli knows
 * the flag only, also where nobody has set it.
 */
final class WrongFlags implements IParameterExceptionHandler {
  /** Of a flag or a variable that is wrong. */
  static final int EXIT_CODE = 2;

  /** Ends the description of every option that has one. */
  private static final Pattern VARIABLE = Pattern.compile("\\[(\\w+)]$");

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    String said = said(error).strip().replaceAll("\\s+", " ");
    error.getCommandLine().getErr().println("pipeline-stop-operator: " + said + " (see --help)");
    return EXIT_CODE;
  }

  private static String said(ParameterException error) {
    String message = String.valueOf(error.getMessage());
    return error.getArgSpec() instanceof OptionSpec option ? named(message, option) : message;
  }

  /** With the variable where picocli has the label of the value, or nothing. */
  private static String named(String message, OptionSpec option) {
    Matcher variable = VARIABLE.matcher(String.join(" ", option.description()));
    if (!variable.find()) {
      return message;
    }
    String flag = "'" + option.longestName() + "'";
    String both = option.longestName() + " (" + variable.group(1) + ")";
    return message.replace(flag + " (" + option.paramLabel() + ")", both).replace(flag, both);
  }
}
