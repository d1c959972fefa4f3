package dev.pipelinestop.codepipeline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Lets no request out while the gate is shut. Like {@link StopGate}, it asks when the HTTP client
 * begins to read the body, which it does when it is connected and about to write.
 */
record GatedRequests(CallGate gate) implements ExecutionInterceptor {

  /** Thrown through the SDK. Not an IOException: the SDK would try again. */
  static final class ShutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShutException() {
      super("this process must not call AWS");
    }
  }

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context
        .requestBody()
        .map(
            body ->
                RequestBody.fromContentProvider(
                    () -> new Body(body.contentStreamProvider().newStream()),
                    body.optionalContentLength().orElseThrow(),
                    body.contentType()));
  }

  /** For those whose body is made later, from the parameters: the ones of STS. */
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    pass();
  }

  private void pass() {
    if (!gate.isOpen()) {
      throw new ShutException();
    }
  }

  private final class Body extends FilterInputStream {
    Body(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      pass();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      pass();
      return super.read(into, offset, length);
    }

    @Override
    public long skip(long count) throws IOException {
      pass();
      return super.skip(count);
    }
  }
}
