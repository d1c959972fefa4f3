package dev.pipelinestop.reconcile;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that nobody is at the other end of a WebSocket any more. Where a machine or a network
 * goes away without a word, TCP itself tells nobody who only listens, and a watch would wait for up
 * to twelve minutes: then Fabric8 makes it anew.
 */
final class PingingListener implements WebSocket.Listener {
  private static final Logger log = LoggerFactory.getLogger(PingingListener.class);

  /** After so long without a word the other end is asked for one. */
  static final Duration PAUSE = Duration.ofSeconds(15);

  /** An API server with too much to do, or a reader that does not keep up, gets this much time. */
  static final int MOST_UNANSWERED = 3;

  private final WebSocket.Listener listener;
  private final Executor later;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Tells this listener what happens.
   *
   * @param later runs what it is given after {@link #PAUSE}
   */
  PingingListener(WebSocket.Listener listener, Executor later) {
    this.listener = listener;
    this.later = later;
  }

  @Override
  public void onOpen(WebSocket socket) {
    listener.onOpen(socket);
    later.execute(() -> ping(socket));
  }

  private void ping(WebSocket socket) {
    if (ended.get() || socket.isOutputClosed()) {
      return;
    }
    if (unanswered.getAndIncrement() == MOST_UNANSWERED) {
      long seconds = PAUSE.multipliedBy(MOST_UNANSWERED).toSeconds();
      log.warn("The API server has not answered over a watch for {} s: watching anew", seconds);
      socket.abort();
      onError(socket, new IOException("no answer to a ping for " + seconds + " s"));
      return;
    }
    // One that cannot be sent is not answered either.
    var unused = socket.sendPing(ByteBuffer.allocate(0));
    later.execute(() -> ping(socket));
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    unanswered.set(0);
    return listener.onText(socket, data, last);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    unanswered.set(0);
    return listener.onBinary(socket, data, last);
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    unanswered.set(0);
    return listener.onPing(socket, message);
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    unanswered.set(0);
    return listener.onPong(socket, message);
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    return ended.compareAndSet(false, true) ? listener.onClose(socket, status, reason) : null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    if (ended.compareAndSet(false, true)) {
      listener.onError(socket, error);
    }
  }
}
