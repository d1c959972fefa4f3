package dev.pipelinestop.codepipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that answers what a test tells it, one answer a request, the
 * last one again and again; and that remembers what it was asked.
 */
final class ScriptedAws implements AutoCloseable {
  /** A request as it arrived. */
  record Request(String operation, Map<String, String> headers, String body) {}

  /** What to do with a connection whose request has been read. */
  interface Answer {
    /** Answers; false to have the connection closed. */
    boolean send(Socket connection) throws IOException;
  }

  private final ServerSocket server;
  private final Deque<Answer> script = new ConcurrentLinkedDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private volatile boolean mute;
  private volatile boolean plain;

  ScriptedAws() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var unused = Thread.ofPlatform().daemon().name("scripted-aws").start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Adds an answer. */
  ScriptedAws then(Answer answer) {
    script.add(answer);
    return this;
  }

  /** From now on no connection is read from, so that no TLS handshake ends. */
  ScriptedAws mute() {
    mute = true;
    return this;
  }

  /** From now on every connection gets a line of HTTP at once, so that TLS handshakes fail. */
  ScriptedAws plain() {
    plain = true;
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  static Answer json(String body) {
    return status(200, body);
  }

  static Answer error(int status, String code, String message) {
    return status(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
  }

  static Answer status(int status, String body) {
    return status(status, "application/x-amz-json-1.1", body);
  }

  static Answer status(int status, String type, String body) {
    return connection -> {
      write(connection, status, type, body.getBytes(UTF_8).length, body);
      return true;
    };
  }

  /** Answers with these headers, and those that HTTP needs, only. */
  static Answer withHeaders(int status, String body, String... headers) {
    return connection -> {
      OutputStream out = connection.getOutputStream();
      out.write(
          "HTTP/1.1 %d Scripted\r\n%s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(
                  status,
                  String.join("\r\n", headers),
                  "application/x-amz-json-1.1",
                  body.getBytes(UTF_8).length,
                  body)
              .getBytes(UTF_8));
      out.flush();
      return true;
    };
  }

  /** Announces a longer body than it sends. */
  static Answer truncated(String body) {
    return connection -> {
      write(connection, 200, "application/x-amz-json-1.1", body.length() + 100, body);
      return false;
    };
  }

  /** Never answers, and leaves the connection open. */
  static Answer hang() {
    return connection -> connection.getInputStream().read() >= 0;
  }

  /** Closes the connection without an answer. */
  static Answer hangUp() {
    return connection -> false;
  }

  /** Resets the connection without an answer. */
  static Answer reset() {
    return connection -> {
      connection.setSoLinger(true, 0);
      return false;
    };
  }

  private static void write(Socket to, int status, String type, int length, String body)
      throws IOException {
    OutputStream out = to.getOutputStream();
    out.write(
        """
        HTTP/1.1 %d Scripted\r
        Content-Type: %s\r
        x-amzn-RequestId: 5c4b8a4e-0000-4000-8000-000000000001\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(status, type, length, body)
            .getBytes(UTF_8));
    out.flush();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        if (plain) {
          write(connection, 400, "text/html", 0, "");
          connection.close();
        } else if (!mute) {
          var unused =
              Thread.ofPlatform()
                  .daemon()
                  .name("scripted-aws-connection")
                  .start(() -> serve(connection));
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      @Nullable Request request = read(connection.getInputStream());
      while (request != null) {
        requests.add(request);
        Answer answer = script.size() > 1 ? script.removeFirst() : script.peekFirst();
        if (answer == null || !answer.send(connection)) {
          return;
        }
        request = read(connection.getInputStream());
      }
    } catch (IOException e) {
      // The client went away, or the test is over.
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line : head.toString(UTF_8).lines().skip(1).toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      return null;
    }
    String target = headers.getOrDefault("x-amz-target", "");
    return new Request(
        target.substring(target.indexOf('.') + 1), Map.copyOf(headers), new String(body, UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
