package dev.pipelinestop.mutation;

import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * A change that PIT has made to the code, and whether a test noticed.
 *
 * @param line where it is now, such as {@code Pace.java:66}
 * @param what PIT's words for the change
 */
record Mutant(Place place, Status status, String line, String what) {
  private static final String OURS = "dev.pipelinestop.";
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");

  /** What became of it, as PIT calls it. */
  enum Status {
    KILLED,
    TIMED_OUT,
    MEMORY_ERROR,
    NON_VIABLE,
    RUN_ERROR,
    SURVIVED,
    NO_COVERAGE,
    NOT_STARTED,
    STARTED;

    /** True if a test noticed. A change whose run broke down was not noticed by a test. */
    boolean noticed() {
      return switch (this) {
        case KILLED, TIMED_OUT, MEMORY_ERROR, NON_VIABLE -> true;
        case RUN_ERROR, SURVIVED, NO_COVERAGE, NOT_STARTED, STARTED -> false;
      };
    }
  }

  /** A {@code mutation} of PIT's report. */
  static Mutant of(Element report) {
    String type = text(report, "mutatedClass").substring(OURS.length());
    String method = LAMBDA.matcher(text(report, "mutatedMethod")).replaceAll("$1");
    String mutator = text(report, "mutator");
    return new Mutant(
        new Place(
            type + "." + method,
            mutator.substring(mutator.lastIndexOf('.') + 1).replaceFirst("Mutator$", "")),
        Status.valueOf(report.getAttribute("status")),
        text(report, "sourceFile") + ":" + text(report, "lineNumber"),
        text(report, "description"));
  }

  private static String text(Element report, String name) {
    return report.getElementsByTagName(name).item(0).getTextContent();
  }
}
