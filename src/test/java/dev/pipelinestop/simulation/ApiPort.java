package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.reconcile.RequestStore;
import dev.pipelinestop.reconcile.StoreUnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The API server as one instance reaches it. */
final class ApiPort implements RequestStore {
  private final World world;
  private final Instance instance;

  ApiPort(World world, Instance instance) {
    this.world = world;
    this.instance = instance;
  }

  @Override
  public Optional<PipelineStopRequest> read(String namespace, String name)
      throws StoreUnavailableException {
    Passage passage = world.begin(instance, Passage.Kind.API_READ, "Read");
    Optional<PipelineStopRequest> read = Optional.empty();
    if (isAnswering(passage)) {
      read = world.api().read(name);
    }
    world.end(passage);
    requireAnswer(passage);
    read.ifPresent(instance::hasRead);
    return read;
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
    Passage passage = world.begin(instance, Passage.Kind.API_WRITE, "Write");
    if (passage.has(Trouble.BUSY)) {
      world.api().touch(request.getMetadata().getName());
    }
    Written written = new Written.Gone();
    if (isAnswering(passage)) {
      world.oracles().writes(instance, request);
      written = world.api().writeStatus(instance.toString(), request);
      world.oracles().written(written);
    }
    world.end(passage);
    requireAnswer(passage);
    if (written instanceof Written.Done(PipelineStopRequest now)) {
      instance.sees(now);
    }
    return written;
  }

  @Override
  public Deleted delete(PipelineStopRequest request) throws StoreUnavailableException {
    Passage passage = world.begin(instance, Passage.Kind.API_WRITE, "Delete");
    Deleted deleted = new Deleted.Gone();
    if (isAnswering(passage)) {
      deleted = world.api().delete(instance.toString(), request);
    }
    world.end(passage);
    requireAnswer(passage);
    return deleted;
  }

  @Override
  public Optional<Instant> time() throws StoreUnavailableException {
    Passage passage = world.begin(instance, Passage.Kind.API_READ, "Time");
    world.end(passage);
    requireAnswer(passage);
    return Optional.of(world.now());
  }

  private static boolean isAnswering(Passage passage) {
    return !passage.has(Trouble.LOST) && !passage.has(Trouble.DENIED);
  }

  private static void requireAnswer(Passage passage) throws StoreUnavailableException {
    if (!isAnswering(passage) || passage.has(Trouble.ANSWER_LOST)) {
      throw new StoreUnavailableException("no answer", new IOException("cut"));
    }
  }
}
