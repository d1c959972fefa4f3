package dev.pipelinestop.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.reconcile.RequestStore;
import dev.pipelinestop.reconcile.StoreUnavailableException;
import dev.pipelinestop.reconcile.WrappedRequestStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Mistakes in what touches the network: the store, the line to AWS, the clock, the identities. */
enum ShellMistake implements Mistake {
  CACHE_IN_PLACE_OF_LIVE("the cache is read in place of the request itself") {
    @Override
    public RequestStore store(RequestStore store, Instance instance) {
      return new WrappedRequestStore(store) {
        @Override
        public Optional<PipelineStopRequest> read(String namespace, String name) {
          return instance.cache().get(name);
        }
      };
    }
  },
  CACHE_IN_RUSH("in a rush the cache is read in place of what somebody has looked at") {
    @Override
    public RequestStore store(RequestStore store, Instance instance) {
      return new WrappedRequestStore(store) {
        @Override
        public Optional<PipelineStopRequest> read(String namespace, String name)
            throws StoreUnavailableException {
          return instance.isInRush() ? instance.cache().get(name) : super.read(namespace, name);
        }
      };
    }
  },
  LOST_WRITE_IS_DONE("a write without an answer is taken as done") {
    @Override
    public RequestStore store(RequestStore store, Instance instance) {
      return new WrappedRequestStore(store) {
        @Override
        public Written writeStatus(PipelineStopRequest request) {
          try {
            return super.writeStatus(request);
          } catch (StoreUnavailableException e) {
            return new Written.Done(request);
          }
        }
      };
    }
  },
  FORCED_WRITE("a write that conflicts is forced") {
    @Override
    public RequestStore store(RequestStore store, Instance instance) {
      return new WrappedRequestStore(store) {
        @Override
        public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
          Written written = super.writeStatus(request);
          Optional<PipelineStopRequest> now =
              written instanceof Written.Conflict
                  ? read(ApiServer.NAMESPACE, request.getMetadata().getName())
                  : Optional.empty();
          if (now.isPresent()) {
            now.get().setStatus(request.getStatus());
            return super.writeStatus(now.get());
          }
          return written;
        }
      };
    }
  },
  WRITTEN_TWICE("every status is written twice") {
    @Override
    public RequestStore store(RequestStore store, Instance instance) {
      return new WrappedRequestStore(store) {
        @Override
        public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
          return super.writeStatus(request) instanceof Written.Done(PipelineStopRequest now)
              ? super.writeStatus(now)
              : new Written.Conflict();
        }
      };
    }
  },
  DELETION_IS_OVERLOOKED("a deletion that has begun is overlooked") {
    @Override
    public RequestStore store(RequestStore store, Instance instance) {
      return new WrappedRequestStore(store) {
        @Override
        public Optional<PipelineStopRequest> read(String namespace, String name)
            throws StoreUnavailableException {
          return super.read(namespace, name).map(ShellMistake::undeleted);
        }

        @Override
        public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
          return super.writeStatus(request) instanceof Written.Done(PipelineStopRequest now)
              ? new Written.Done(undeleted(now))
              : new Written.Conflict();
        }
      };
    }
  },
  UID_IS_OVERLOOKED("another request of the same name is taken for this one") {
    @Override
    public RequestStore store(RequestStore store, Instance instance) {
      return new WrappedRequestStore(store) {
        @Override
        public Optional<PipelineStopRequest> read(String namespace, String name)
            throws StoreUnavailableException {
          Optional<PipelineStopRequest> read = super.read(namespace, name);
          read.ifPresent(request -> request.getMetadata().setUid(instance.uid()));
          return read;
        }

        @Override
        public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
          super.read(ApiServer.NAMESPACE, request.getMetadata().getName())
              .ifPresent(now -> request.getMetadata().setUid(now.getMetadata().getUid()));
          Written written = super.writeStatus(request);
          if (written instanceof Written.Done(PipelineStopRequest now)) {
            now.getMetadata().setUid(instance.uid());
          }
          return written;
        }
      };
    }
  },
  STOP_IS_REPEATED("the SDK repeats a stop whose answer was lost") {
    @Override
    public HttpExecuteResponse exchange(String operation, Exchange exchange, Instance instance)
        throws IOException {
      try {
        return exchange.call();
      } catch (IOException e) {
        if (operation.equals("StopPipelineExecution")) {
          return exchange.call();
        }
        throw e;
      }
    }
  },
  STAGE_OF_ANOTHER("the status of a stage is that of another execution") {
    @Override
    public HttpExecuteResponse exchange(String operation, Exchange exchange, Instance instance)
        throws IOException {
      return operation.equals("GetPipelineState")
          ? replaced(
              exchange.call(),
              "\"pipelineExecutionId\":\"[^\"]*\"",
              "\"pipelineExecutionId\":\"" + Shop.EXECUTION + "\"")
          : exchange.call();
    }
  },
  STOPPING_IS_STOPPED("Stopping is taken as Stopped") {
    @Override
    public HttpExecuteResponse exchange(String operation, Exchange exchange, Instance instance)
        throws IOException {
      return operation.equals("GetPipelineExecution")
          ? replaced(exchange.call(), "\"Stopping\"", "\"Stopped\"")
          : exchange.call();
    }
  },
  END_IS_BELIEVED("an end is believed though actions are still in progress") {
    @Override
    public HttpExecuteResponse exchange(String operation, Exchange exchange, Instance instance)
        throws IOException {
      return operation.equals("ListActionExecutions")
          ? replaced(exchange.call(), "\"InProgress\"", "\"Succeeded\"")
          : exchange.call();
    }
  },
  SAME_ATTEMPT_ID("every attempt has the same identity") {
    @Override
    public Supplier<String> attemptIds(Supplier<String> ids) {
      return () -> "attempt";
    }
  },
  CLOCK_STANDS_STILL("the age of a look is told by a clock that does not go on") {
    @Override
    public MonotonicClock monotonic(MonotonicClock clock) {
      return () -> 1;
    }

    @Override
    public InstantSource wall(InstantSource clock) {
      Instant began = clock.instant();
      // It is set back whenever it is read: it shows a tenth of the time that has passed.
      return () -> began.plus(Duration.between(began, clock.instant()).dividedBy(10));
    }
  };

  private final String meaning;

  ShellMistake(String meaning) {
    this.meaning = meaning;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  private static PipelineStopRequest undeleted(PipelineStopRequest request) {
    request.getMetadata().setDeletionTimestamp(null);
    return request;
  }

  private static HttpExecuteResponse replaced(
      HttpExecuteResponse response, String pattern, String replacement) throws IOException {
    try (AbortableInputStream body = response.responseBody().orElseThrow()) {
      byte[] changed =
          new String(body.readAllBytes(), UTF_8).replaceAll(pattern, replacement).getBytes(UTF_8);
      return HttpExecuteResponse.builder()
          .response(
              response.httpResponse().toBuilder()
                  .putHeader("Content-Length", String.valueOf(changed.length))
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(changed)))
          .build();
    }
  }
}
