package dev.pipelinestop.simulator;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A response for any transport.
 *
 * @param sent how many bytes of the body are delivered before the connection closes
 */
record WireResponse(int status, Map<String, String> headers, SdkBytes body, int sent) {
  static WireResponse of(int status, String contentType, SdkBytes body) {
    return new WireResponse(
        status, Map.of("Content-Type", contentType), body, body.asByteArrayUnsafe().length);
  }

  static WireResponse of(int status, String contentType, String body) {
    return of(status, contentType, SdkBytes.fromUtf8String(body));
  }

  WireResponse header(String name, String value) {
    var all = new TreeMap<>(headers);
    all.put(name, value);
    return new WireResponse(status, all, body, sent);
  }

  int length() {
    return body.asByteArrayUnsafe().length;
  }

  WireResponse truncated() {
    return new WireResponse(status, headers, body, sent / 2);
  }
}
