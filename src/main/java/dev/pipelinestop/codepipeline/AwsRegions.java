package dev.pipelinestop.codepipeline;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The regions that are called. The clients of a region are made when it is first asked for and
 * kept, but not more than {@value #MOST} of them: whoever writes a request can name a region that
 * does not exist, and then another one. Safe for use by many threads.
 */
public final class AwsRegions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AwsRegions.class);

  /** About as many as AWS has. */
  static final int MOST = 40;

  private final Function<String, AwsRegion> opening;
  private final String home;

  /** In the order of their last use. */
  private final Map<String, AwsRegion> open = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Regions over these clients, which stay the caller's.
   *
   * @param home the region of requests that name none
   */
  public AwsRegions(AwsClients clients, String home) {
    this(name -> new AwsRegion(clients.gateway(name), clients.identity(name)), home);
  }

  /**
   * Regions that are opened so, which takes no call.
   *
   * @param home the region of requests that name none
   */
  public AwsRegions(Function<String, AwsRegion> opening, String home) {
    this.opening = opening;
    this.home = home;
  }

  /** This region; the operator's if none is named. Makes no call. */
  public synchronized AwsRegion of(@Nullable String name) {
    AwsRegion region = open.computeIfAbsent(name == null ? home : name, opening);
    if (open.size() > MOST) {
      forgetTheLeastUsed();
    }
    return region;
  }

  /**
   * Whoever still calls it is not disturbed: the connections and the credentials are shared, and
   * closed last.
   */
  private void forgetTheLeastUsed() {
    Iterator<AwsRegion> byUse = open.values().iterator();
    AwsRegion oldest = byUse.next();
    byUse.remove();
    oldest.close();
    log.info("More than {} AWS regions are called: letting go of {}", MOST, oldest.name());
  }

  /** How many are kept. */
  synchronized int size() {
    return open.size();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(AwsRegion::close);
    open.clear();
  }
}
