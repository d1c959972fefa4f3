package dev.pipelinestop.stop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What GetPipelineState said of one stage. */
public sealed interface StageOccupancy {

  /**
   * The stage is there. An execution of a pipeline in PARALLEL mode does not show in it.
   *
   * @param latest the execution that entered it last, which may have left it; null if none did
   * @param inbound the executions that wait before it
   * @param disabled why its inbound transition is disabled; null if it is not
   */
  record Shown(@Nullable Occupant latest, List<String> inbound, @Nullable Disabled disabled)
      implements StageOccupancy {

    /** Makes the list unmodifiable. */
    public Shown {
      inbound = List.copyOf(inbound);
    }
  }

  /** The pipeline has no stage of this name, only these. */
  record StageNotFound(List<String> stages) implements StageOccupancy {

    /** Makes the list unmodifiable. */
    public StageNotFound {
      stages = List.copyOf(stages);
    }
  }

  /** AWS does not know the pipeline (PipelineNotFoundException). */
  record PipelineNotFound() implements StageOccupancy {}

  /**
   * An execution in a stage.
   *
   * @param status of the execution in the stage, word for word
   */
  record Occupant(String pipelineExecutionId, String status) {

    /** True if it may be at work there; a status that is not known here says that it may. */
    boolean mayBeInside() {
      return switch (status) {
        case "Succeeded", "Failed", "Stopped", "Cancelled", "Skipped" -> false;
        default -> true;
      };
    }
  }

  /**
   * A disabled inbound transition.
   *
   * @param reason the words of whoever disabled it, empty if there are none
   */
  record Disabled(String reason) {}
}
