package dev.pipelinestop.fuzz;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the answers of an operation are damaged.
 *
 * @param operation AWS's name of it
 * @param complaint what has to be said of it; null where the answer can still be used
 */
record Damage(
    String operation, String kind, @Nullable Pattern complaint, UnaryOperator<Answer> change) {

  /** What it is called, for ever: the corpus names it so. */
  String name() {
    return operation + " " + kind;
  }

  @Override
  public String toString() {
    return name();
  }
}
