package dev.pipelinestop.codepipeline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;

/**
 * Gives up an answer that is larger than any of AWS's. The SDK reads the whole of an answer into
 * memory before it looks at it, so one without an end would take all there is.
 */
final class AnswerBound implements ExecutionInterceptor {
  private static final int MEBIBYTE = 1 << 20;
  private static final int MOST = 16 * MEBIBYTE;

  /** The answer was given up. Not an IOException: the SDK would ask again, and read as much. */
  static final class AnswerTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerTooLargeException() {
      super(
          "the answer is larger than "
              + MOST / MEBIBYTE
              + " MiB: perhaps not AWS answered, but something between");
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    return context.responseBody().map(Bounded::new);
  }

  private static final class Bounded extends FilterInputStream {
    private final InputStream answer;
    private long taken;

    Bounded(InputStream answer) {
      super(answer);
      this.answer = answer;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      take(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      take(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      take(skipped);
      return skipped;
    }

    private void take(long count) {
      taken += count;
      if (taken > MOST) {
        if (answer instanceof Abortable connection) {
          // Closing it would read the rest, to use the connection again.
          connection.abort();
        }
        throw new AnswerTooLargeException();
      }
    }
  }
}
