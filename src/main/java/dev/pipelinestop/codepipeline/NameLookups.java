package dev.pipelinestop.codepipeline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.http.conn.DnsResolver;

/**
 * Looks up where AWS is, each name on a thread of its own, for all who ask for it at once.
 *
 * <p>The JDK looks names up in native code, which keeps hold of the processor's carrier of virtual
 * threads: on one processor a name server that does not answer would hold up every round, those of
 * other regions too. And a lookup cannot be interrupted, but whoever waits for it here can.
 */
final class NameLookups implements DnsResolver {
  private final DnsResolver names;
  private final ConcurrentHashMap<String, FutureTask<InetAddress[]>> running =
      new ConcurrentHashMap<>();

  /** Lookups that are made by this one, which may block. */
  NameLookups(DnsResolver names) {
    this.names = names;
  }

  /**
   * The addresses of this host.
   *
   * @throws UnknownHostException if it has none, or the thread was interrupted, as its flag says
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      return running.computeIfAbsent(host, this::begin).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      UnknownHostException unknown = new UnknownHostException(cause.getMessage());
      unknown.initCause(cause);
      throw unknown;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted while waiting for the address of " + host);
    }
  }

  private FutureTask<InetAddress[]> begin(String host) {
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> lookUp(host));
    Thread.ofPlatform().daemon().name("aws-name-lookup").start(lookup);
    return lookup;
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    try {
      return names.resolve(host);
    } finally {
      // Before anybody hears of it: whoever asks again then is to get a new answer.
      running.remove(host);
    }
  }
}
