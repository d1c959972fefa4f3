package dev.pipelinestop.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves pages such as the metrics at one address, and nothing else. */
public final class PageServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PageServer.class);
  private static final int MOST_WAITING = 16;

  private final Map<String, Page> pages;
  private final HttpServer server;

  /**
   * One that reads slowly holds up nobody. Threads of their own and not virtual ones: those share
   * few threads with the rounds, and what is asked here is whether the rounds are stuck.
   */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("http-", 0).factory());

  private PageServer(Map<String, Page> pages, HttpServer server) {
    this.pages = pages;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * Serves these pages at this address; port 0 takes a free one.
   *
   * @param what the pages are, for a person, such as Metrics
   * @param pages by their paths
   * @throws IOException if nothing can listen there
   */
  public static PageServer start(String what, InetSocketAddress address, Map<String, Page> pages)
      throws IOException {
    HttpServer http = HttpServer.create(address, MOST_WAITING);
    PageServer server = new PageServer(pages, http);
    http.start();
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "localhost"
            : address.getAddress().getHostAddress();
    pages.keySet().stream()
        .sorted()
        .forEach(path -> log.info("{} at http://{}:{}{}", what, host, server.port(), path));
    return server;
  }

  /** The port that is listened at. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = pages.get(exchange.getRequestURI().getPath());
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
      } else {
        Page.Answer answer = page.answer();
        byte[] text = answer.text().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), text.length);
        exchange.getResponseBody().write(text);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
