package dev.pipelinestop.simulator;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A request as it comes off any transport.
 *
 * @param headers by lower-case name
 */
record WireRequest(String method, String path, Map<String, String> headers, SdkBytes body) {
  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
