package dev.pipelinestop.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Stands between the SDK and an HTTP client, and changes what is answered on the way back. */
final class DamagingHttpClient implements SdkHttpClient {
  private final SdkHttpClient whole;
  private final BiFunction<String, Answer, Answer> change;

  /**
   * A client over another one.
   *
   * @param change makes of an operation and its answer what arrives of it
   */
  DamagingHttpClient(SdkHttpClient whole, BiFunction<String, Answer, Answer> change) {
    this.whole = whole;
    this.change = change;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = whole.prepareRequest(request);
    String target =
        request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(".GetCallerIdentity");
    String operation = target.substring(target.lastIndexOf('.') + 1);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return response(change.apply(operation, answer(prepared.call())));
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private static Answer answer(HttpExecuteResponse response) {
    SdkHttpResponse http = response.httpResponse();
    Map<String, String> headers = new TreeMap<>();
    http.forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    headers.remove("Content-Length");
    byte[] body =
        response
            .responseBody()
            .map(
                stream -> {
                  try (stream) {
                    return stream.readAllBytes();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .orElseGet(() -> new byte[0]);
    return new Answer(http.statusCode(), headers, SdkBytes.fromByteArray(body), Answer.Tail.END);
  }

  private static HttpExecuteResponse response(Answer answer) {
    var http = SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.headers().forEach(http::putHeader);
    return HttpExecuteResponse.builder()
        .response(http.build())
        .responseBody(AbortableInputStream.create(answer.stream()))
        .build();
  }

  @Override
  public String clientName() {
    return "Damaging";
  }

  @Override
  public void close() {
    whole.close();
  }
}
