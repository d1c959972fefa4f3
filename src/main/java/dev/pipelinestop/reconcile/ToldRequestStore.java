package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import java.util.Locale;
import java.util.function.Consumer;

/** A store that tells what came of each write of a status. */
public final class ToldRequestStore extends WrappedRequestStore {

  /** What can come of a write. */
  public enum Outcome {
    /** It was written. */
    WRITTEN,
    /** Somebody was faster: the round starts over. */
    CONFLICT,
    /** The request is gone. */
    GONE,
    /** The API server does not allow it. */
    REFUSED,
    /** The API server did not answer. */
    UNAVAILABLE;

    /** In the form of a label. */
    public String label() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private final Consumer<Outcome> told;

  /**
   * A store over this one.
   *
   * @param told is told on the thread of the write: it must not block
   */
  public ToldRequestStore(RequestStore store, Consumer<Outcome> told) {
    super(store);
    this.told = told;
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
    Outcome outcome = Outcome.UNAVAILABLE;
    try {
      Written written = super.writeStatus(request);
      outcome =
          switch (written) {
            case Written.Done done -> Outcome.WRITTEN;
            case Written.Conflict conflict -> Outcome.CONFLICT;
            case Written.Gone gone -> Outcome.GONE;
            case Written.Refused refused -> Outcome.REFUSED;
          };
      return written;
    } finally {
      told.accept(outcome);
    }
  }
}
