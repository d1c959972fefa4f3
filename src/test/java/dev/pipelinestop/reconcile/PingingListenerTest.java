package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a WebSocket counts as dead. */
final class PingingListenerTest {
  private final List<String> told = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final CompletionStage<?> read = new CompletableFuture<>();
  private final Socket socket = new Socket();
  private final PingingListener listener = new PingingListener(new Telling(), later::add);

  /** Writes down what it is told. */
  private final class Telling implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket opened) {
      told.add("open");
    }

    @Override
    public CompletionStage<?> onText(WebSocket of, CharSequence data, boolean last) {
      told.add("text " + data);
      return read;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket of, ByteBuffer data, boolean last) {
      told.add("binary");
      return read;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket of, ByteBuffer message) {
      told.add("ping");
      return read;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket of, ByteBuffer message) {
      told.add("pong");
      return read;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket of, int status, String reason) {
      told.add("close " + status);
      return read;
    }

    @Override
    public void onError(WebSocket of, Throwable error) {
      told.add("error " + error.getMessage());
    }
  }

  /** Writes down what is done with it. */
  private static final class Socket implements WebSocket {
    private int pings;
    private boolean aborted;
    private boolean closed;

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
      pings++;
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void request(long n) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getSubprotocol() {
      return "";
    }

    @Override
    public boolean isOutputClosed() {
      return closed;
    }

    @Override
    public boolean isInputClosed() {
      return closed;
    }

    @Override
    public void abort() {
      aborted = true;
    }
  }

  /** What comes from the other end. */
  private enum Sign {
    TEXT,
    BINARY,
    PING,
    PONG
  }

  private void comes(Sign sign) {
    CompletionStage<?> until =
        switch (sign) {
          case TEXT -> listener.onText(socket, "x", true);
          case BINARY -> listener.onBinary(socket, ByteBuffer.allocate(0), true);
          case PING -> listener.onPing(socket, ByteBuffer.allocate(0));
          case PONG -> listener.onPong(socket, ByteBuffer.allocate(0));
        };
    assertThat(until).as("until when the JDK keeps what came").isSameAs(read);
  }

  private void pauses(int times) {
    for (int pause = 0; pause < times; pause++) {
      Objects.requireNonNull(later.poll(), "nothing is to come").run();
    }
  }

  @Test
  void oneThatAnswersNoPingIsAborted() {
    listener.onOpen(socket);
    pauses(3);
    assertThat(socket.pings).isEqualTo(3);
    assertThat(socket.aborted).isFalse();

    pauses(1);

    assertThat(socket.aborted).isTrue();
    assertThat(told).containsExactly("open", "error no answer to a ping for 45 s");
    assertThat(later).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anySignOfLifeCounts(Sign sign) {
    listener.onOpen(socket);
    for (int minute = 0; minute < 10; minute++) {
      pauses(3);
      comes(sign);
    }

    assertThat(socket.aborted).isFalse();
    assertThat(told).hasSize(11);
    pauses(4);
    assertThat(socket.aborted).isTrue();
  }

  private void isLeftAlone(Consumer<WebSocket.Listener> end, String heard) {
    listener.onOpen(socket);
    end.accept(listener);
    pauses(1);

    assertThat(socket.pings).isZero();
    assertThat(later).isEmpty();
    assertThat(told).containsExactly("open", heard);
  }

  @Test
  void oneThatWasClosedIsLeftAlone() {
    isLeftAlone(each -> assertThat(each.onClose(socket, 1000, "")).isSameAs(read), "close 1000");
  }

  @Test
  void oneThatBrokeIsLeftAlone() {
    isLeftAlone(each -> each.onError(socket, new IllegalStateException("cut")), "error cut");
  }

  @Test
  void oneThatIsBeingClosedIsNotPinged() {
    listener.onOpen(socket);
    socket.closed = true;
    pauses(1);

    assertThat(socket.pings).isZero();
    assertThat(later).isEmpty();
  }

  /** What the JDK still says of one that was aborted. */
  @Test
  void anEndIsToldOnce() {
    listener.onOpen(socket);
    pauses(4);
    listener.onError(socket, new IllegalStateException("closed"));
    var unused = listener.onClose(socket, 1006, "");

    assertThat(told).hasSize(2);
  }
}
