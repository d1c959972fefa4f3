package dev.pipelinestop.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/** An answer of AWS, on its way to the operator. */
record Answer(int status, Map<String, String> headers, SdkBytes content, Tail tail) {

  /** What comes after the body. */
  enum Tail {
    /** Nothing. */
    END,
    /** The connection breaks. */
    CUT,
    /** Blanks without end. */
    BLANKS,
    /** Letters without end. */
    LETTERS
  }

  byte[] body() {
    return content.asByteArray();
  }

  String text() {
    return new String(body(), UTF_8);
  }

  Answer status(int other) {
    return new Answer(other, headers, content, tail);
  }

  Answer header(String name, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(name, value);
    return new Answer(status, all, content, tail);
  }

  Answer type(String type) {
    return header("Content-Type", type);
  }

  Answer body(byte[] other) {
    return new Answer(status, headers, SdkBytes.fromByteArray(other), tail);
  }

  Answer body(String other) {
    return body(other.getBytes(UTF_8));
  }

  Answer then(Tail other) {
    return new Answer(status, headers, content, other);
  }

  InputStream stream() {
    InputStream whole = new ByteArrayInputStream(body());
    return switch (tail) {
      case END -> whole;
      case CUT -> new SequenceInputStream(whole, new Cut());
      case BLANKS -> new SequenceInputStream(whole, new Endless(' '));
      case LETTERS -> new SequenceInputStream(whole, new Endless('a'));
    };
  }

  /** The end of a stream that ends too early. */
  private static final class Cut extends InputStream {
    @Override
    public int read() throws IOException {
      throw new SocketException("Connection reset");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  /** Ends only where nobody who keeps to any bound would still read. */
  private static final class Endless extends InputStream {
    private static final long FAR = 200L << 20;

    private final char each;
    private long sent;

    Endless(char each) {
      this.each = each;
    }

    @Override
    public int read() throws IOException {
      sent++;
      if (sent > FAR) {
        throw new IOException("read without a bound");
      }
      return each;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
