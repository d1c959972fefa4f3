package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import java.time.Instant;
import java.util.Optional;

/** Where requests are kept: an API server, or in a simulation something that behaves like one. */
public interface RequestStore {

  /**
   * Reads a request itself, past every cache.
   *
   * @return empty if there is none of this name
   * @throws StoreUnavailableException if there is no answer
   */
  Optional<PipelineStopRequest> read(String namespace, String name)
      throws StoreUnavailableException;

  /**
   * Writes the status of a request, if nobody has written the request since the given state of it.
   *
   * @throws StoreUnavailableException if there is no answer: it may have been written all the same
   */
  Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException;

  /**
   * Deletes a request, if it is still this very one and nobody has written it since the given state
   * of it.
   *
   * @throws StoreUnavailableException if there is no answer: it may be gone all the same
   */
  Deleted delete(PipelineStopRequest request) throws StoreUnavailableException;

  /**
   * What the time is there, to a second.
   *
   * @return empty if it does not tell
   * @throws StoreUnavailableException if there is no answer
   */
  Optional<Instant> time() throws StoreUnavailableException;

  /** What came of a deletion. */
  sealed interface Deleted {
    /** The request is gone, whoever deleted it. */
    record Gone() implements Deleted {}

    /** Somebody was faster, or there is another request of this name: nothing was deleted. */
    record Conflict() implements Deleted {}

    /** The API server does not allow it. */
    record Refused(String message) implements Deleted {}
  }

  /** What came of a write. */
  sealed interface Written {
    /** It was written; this is the request now. */
    record Done(PipelineStopRequest request) implements Written {}

    /** Somebody was faster: nothing was written. */
    record Conflict() implements Written {}

    /** The request is gone. */
    record Gone() implements Written {}

    /** The API server does not allow it, for example by a rule of the definition. */
    record Refused(String message) implements Written {}
  }
}
