package dev.pipelinestop.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server on this machine that can be cut and mended, or go dead without a word. */
final class Cable implements AutoCloseable {
  private final ServerSocket entrance;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> dead = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /** To this port. */
  Cable(int to) {
    this.to = to;
    try {
      entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen", e);
    }
    threads.execute(this::accept);
  }

  /** Where it begins. */
  int port() {
    return entrance.getLocalPort();
  }

  /** Every connection breaks, and none is made. */
  void cut() {
    cut = true;
    open.forEach(Cable::end);
  }

  /** What is open now stays open and carries nothing any more; new connections can be made. */
  void goDead() {
    dead.addAll(open);
  }

  /** Connections can be made again. */
  void mend() {
    cut = false;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException e) {
        // Nobody there, or closed: whoever connected sees it.
      }
    }
  }

  private void connect(Socket near) throws IOException {
    if (cut) {
      end(near);
      return;
    }
    Socket far;
    try {
      far = new Socket(InetAddress.getLoopbackAddress(), to);
    } catch (IOException e) {
      end(near);
      throw e;
    }
    open.add(near);
    open.add(far);
    threads.execute(() -> carry(near, far));
    threads.execute(() -> carry(far, near));
    if (cut) {
      end(near);
      end(far);
    }
  }

  private void carry(Socket from, Socket into) {
    try (from;
        into) {
      byte[] bytes = new byte[8192];
      int count = from.getInputStream().read(bytes);
      while (count >= 0) {
        if (!dead.contains(from)) {
          into.getOutputStream().write(bytes, 0, count);
        }
        count = from.getInputStream().read(bytes);
      }
    } catch (IOException e) {
      // Cut, or ended by one side.
    } finally {
      open.remove(from);
      open.remove(into);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is not there any more.
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close", e);
    }
    cut();
    threads.shutdownNow();
  }
}
