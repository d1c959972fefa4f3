package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import java.time.Instant;
import java.util.Optional;

/** A store around another one, to which it hands on whatever is not overridden. */
public class WrappedRequestStore implements RequestStore {
  private final RequestStore store;

  /** A store around this one. */
  protected WrappedRequestStore(RequestStore store) {
    this.store = store;
  }

  @Override
  public Optional<PipelineStopRequest> read(String namespace, String name)
      throws StoreUnavailableException {
    return store.read(namespace, name);
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
    return store.writeStatus(request);
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
