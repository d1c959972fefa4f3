package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
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
