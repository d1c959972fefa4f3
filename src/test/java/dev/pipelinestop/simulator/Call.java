package dev.pipelinestop.simulator;

import dev.pipelinestop.api.StopMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that arrived.
 *
 * @param sequence counts the calls from 1
 * @param mode what kind of stop it asked for, if it was a stop
 * @param reason the reason of a stop
 * @param region the region that it was signed for
 * @param caller the key that it was signed with
 * @param answer OK, the error code, {@link #PENDING} until there is an answer, or what became of
 *     the answer when none was delivered
 * @param effect whether it changed something; for a stop, whether it was accepted
 */
public record Call(
    long sequence,
    Instant receivedAt,
    String operation,
    @Nullable String pipelineName,
    @Nullable String pipelineExecutionId,
    @Nullable StopMode mode,
    @Nullable String reason,
    @Nullable String region,
    @Nullable String caller,
    String answer,
    boolean effect) {
  /** The answer of a call that succeeded. */
  public static final String OK = "OK";

  /** The answer of a call that is still being worked on. */
  public static final String PENDING = "Pending";

  /** The answer of a call whose connection was closed instead. */
  public static final String RESET = "Reset";

  /** The answer of a call whose answer was thrown away. */
  public static final String LOST = "Lost";

  Call answered(String answer, boolean effect) {
    return new Call(
        sequence,
        receivedAt,
        operation,
        pipelineName,
        pipelineExecutionId,
        mode,
        reason,
        region,
        caller,
        answer,
        effect);
  }
}
