package dev.pipelinestop.reconcile;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The JDK's HTTP client, with WebSockets that notice when nobody is at their other end any more.
 * Fabric8 makes its watches with them and shows nobody the WebSocket itself, and the JDK pings only
 * when it is told to.
 */
final class PingingHttpClient extends HttpClient {
  private final HttpClient client;

  private PingingHttpClient(HttpClient client) {
    this.client = client;
  }

  /** A builder of such a client, set up by and built with this one. */
  static Builder builder(Builder builder) {
    return (Builder)
        Proxy.newProxyInstance(
            PingingHttpClient.class.getClassLoader(),
            new Class<?>[] {Builder.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(builder, arguments);
                return switch (result) {
                  case HttpClient built -> new PingingHttpClient(built);
                  case Builder itself -> proxy;
                  default -> result;
                };
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new PingingBuilder(client.newWebSocketBuilder());
  }

  private record PingingBuilder(WebSocket.Builder builder) implements WebSocket.Builder {
    private static final Executor LATER =
        CompletableFuture.delayedExecutor(PingingListener.PAUSE.toMillis(), TimeUnit.MILLISECONDS);

    @Override
    public WebSocket.Builder header(String name, String value) {
      return new PingingBuilder(builder.header(name, value));
    }

    @Override
    public WebSocket.Builder connectTimeout(Duration timeout) {
      return new PingingBuilder(builder.connectTimeout(timeout));
    }

    @Override
    public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
      return new PingingBuilder(builder.subprotocols(mostPreferred, lesserPreferred));
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
      return builder.buildAsync(uri, new PingingListener(listener, LATER));
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    return client.send(request, body);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> body) {
    return client.sendAsync(request, body);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> body,
      HttpResponse.PushPromiseHandler<T> push) {
    return client.sendAsync(request, body, push);
  }

  @Override
  public void shutdown() {
    client.shutdown();
  }

  @Override
  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return client.awaitTermination(duration);
  }

  @Override
  public boolean isTerminated() {
    return client.isTerminated();
  }

  @Override
  public void shutdownNow() {
    client.shutdownNow();
  }
}
