package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that tells what came of each write of a status. */
public final class ToldRequestStore implements RequestStore {

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

  private final RequestStore store;
  private final Consumer<Outcome> told;

  /**
   * A store over this one.
   *
   * @param told is told on the thread of the write: it must not block
   */
  public ToldRequestStore(RequestStore store, Consumer<Outcome> told) {
    this.store = store;
    this.told = told;
  }

  @Override
  public Optional<PipelineStopRequest> read(String namespace, String name)
      throws StoreUnavailableException {
    return store.read(namespace, name);
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
    Outcome outcome = Outcome.UNAVAILABLE;
    try {
      Written written = store.writeStatus(request);
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

  @Override
  public Deleted delete(PipelineStopRequest request) throws StoreUnavailableException {
    return store.delete(request);
  }

  @Override
  public Optional<Instant> time() throws StoreUnavailableException {
    return store.time();
  }
}
