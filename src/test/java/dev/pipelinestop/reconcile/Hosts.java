package dev.pipelinestop.reconcile;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Leads to a client, except for the hosts of one region, which are not known to the name service.
 */
record Hosts(SdkHttpClient client, Supplier<String> unknownRegion) implements SdkHttpClient {

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String host = request.httpRequest().host();
    return host.contains("." + unknownRegion.get() + ".")
        ? new Unknown(host)
        : client.prepareRequest(request);
  }

  @Override
  public void close() {
    client.close();
  }

  private record Unknown(String host) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() throws IOException {
      throw new UnknownHostException(host);
    }

    @Override
    public void abort() {
      // Nothing is under way.
    }
  }
}
