package dev.pipelinestop.telemetry;

import java.io.Console;

/** The form of a line of the log. */
public enum LogFormat {
  /** Text on a terminal, JSON otherwise. */
  AUTO,
  /** One line of text for a person. */
  TEXT,
  /** One JSON object for a program. */
  JSON;

  boolean isText() {
    return switch (this) {
      case TEXT -> true;
      case JSON -> false;
      case AUTO -> isTerminal();
    };
  }

  /** From JDK 22 on there is a console without a terminal too; it then says so itself. */
  @SuppressWarnings("SystemConsoleNull") // It is null in JDK 21, which we run on too.
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
