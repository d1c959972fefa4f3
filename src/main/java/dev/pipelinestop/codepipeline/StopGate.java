package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.NextStep.SendStop;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Stands between one stop and the wire: lets it out before its deadline, once, and knows afterwards
 * whether it went out.
 *
 * <p>Much can wait inside the SDK after it was called: for credentials, a connection from the pool,
 * the name service, the TLS handshake. So the deadline is checked when the HTTP client begins to
 * read the body of the request, which it does when it is connected and about to write. A stop
 * without its body does nothing, so a call whose body was never read was never sent, whatever it
 * failed with.
 */
final class StopGate {
  /** Where the interceptor finds the gate of a call. */
  static final ExecutionAttribute<StopGate> ATTRIBUTE =
      new ExecutionAttribute<>("dev.pipelinestop.StopGate");

  /** How far the stop came. */
  enum State {
    /** It is being prepared: signed, and perhaps connected. */
    PREPARING,
    /** Signed: whoever reads the body from now on sends it. */
    SIGNED,
    /** Its body was handed to the connection. */
    SENT,
    /** Its deadline passed, or this process lost the right, before it could be sent. */
    EXPIRED,
    /** The call ended before it was sent, and it will not be. */
    CLOSED
  }

  private final SendStop step;
  private final long lookBeganAt;
  private final InstantSource wall;
  private final AwsSettings settings;
  private State state = State.PREPARING;

  StopGate(SendStop step, long lookBeganAt, InstantSource wall, AwsSettings settings) {
    this.step = step;
    this.lookBeganAt = lookBeganAt;
    this.wall = wall;
    this.settings = settings;
  }

  /** True if the stop must not be sent any more. */
  synchronized boolean expired() {
    long passed = settings.monotonic().nanos() - lookBeganAt;
    // Less than nothing has passed when the reading was taken from another clock: then nothing
    // vouches for the deadline.
    if (passed < 0
        || passed > step.within().toNanos()
        || wall.instant().isAfter(step.notAfter())
        || !settings.gate().isOpen()) {
      state = State.EXPIRED;
    }
    return state == State.EXPIRED;
  }

  /** The call is over: nothing leaves any more. Returns how far it came. */
  synchronized State close() {
    if (state == State.PREPARING || state == State.SIGNED) {
      state = State.CLOSED;
    }
    return state;
  }

  private synchronized void signed() {
    if (expired()) {
      throw new ShutException();
    }
    if (state == State.PREPARING) {
      state = State.SIGNED;
    }
  }

  private synchronized void read() {
    switch (state) {
      case PREPARING -> {
        // The signer reads the body too.
      }
      case SENT -> {
        // The rest of the body.
      }
      case SIGNED -> {
        if (expired()) {
          throw new ShutException();
        }
        state = State.SENT;
      }
      case EXPIRED, CLOSED -> throw new ShutException();
    }
  }

  /** Thrown through the SDK, so that the request is given up. */
  static final class ShutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShutException() {
      super("the deadline of the stop passed before it was sent, or another process works now");
    }
  }

  /** Puts the gate of a call, if it has one, around the body of its request. */
  static final class Interceptor implements ExecutionInterceptor {
    @Override
    public Optional<RequestBody> modifyHttpContent(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      StopGate gate = attributes.getAttribute(ATTRIBUTE);
      if (gate == null) {
        return context.requestBody();
      }
      RequestBody body = context.requestBody().orElseThrow();
      return Optional.of(
          RequestBody.fromContentProvider(
              () -> gate.new Body(body.contentStreamProvider().newStream()),
              body.optionalContentLength().orElseThrow(),
              body.contentType()));
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      StopGate gate = attributes.getAttribute(ATTRIBUTE);
      if (gate != null) {
        gate.signed();
      }
    }
  }

  private final class Body extends FilterInputStream {
    Body(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      StopGate.this.read();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      StopGate.this.read();
      return super.read(into, offset, length);
    }

    @Override
    public long skip(long count) throws IOException {
      StopGate.this.read();
      return super.skip(count);
    }
  }
}
