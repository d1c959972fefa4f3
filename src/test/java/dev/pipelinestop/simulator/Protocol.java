package dev.pipelinestop.simulator;

import java.util.regex.Pattern;

/** The ways in which clients of AWS put an operation and its answer into HTTP. */
enum Protocol {
  /** CodePipeline's. */
  JSON,
  /** That of STS. */
  QUERY,
  /** That of newer clients for CodePipeline; not spoken here. */
  CBOR;

  private static final Pattern CBOR_PATH = Pattern.compile("/service/[^/]+/operation/([^/]+)/?");

  static Protocol of(WireRequest request) {
    if (CBOR_PATH.matcher(request.path()).matches()
        || request.headers().containsKey("smithy-protocol")) {
      return CBOR;
    }
    return request.header("content-type").startsWith("application/x-www-form-urlencoded")
        ? QUERY
        : JSON;
  }

  String operation(WireRequest request) {
    return switch (this) {
      case JSON -> {
        var target = request.header("x-amz-target");
        yield target.startsWith("CodePipeline_20150709.")
            ? target.substring(target.indexOf('.') + 1)
            : target;
      }
      case QUERY -> Sts.parameters(request.body()).getOrDefault("Action", "");
      case CBOR -> {
        var matcher = CBOR_PATH.matcher(request.path());
        yield matcher.matches() ? matcher.group(1) : "";
      }
    };
  }

  WireResponse error(AwsError error, String requestId) {
    return switch (this) {
      case JSON ->
          json(
              error.status(),
              new Json().with("__type", error.code()).with("message", error.text()));
      case QUERY ->
          WireResponse.of(
              error.status(), "text/xml", Sts.error(error.code(), error.text(), requestId));
      case CBOR -> CborRefusal.response();
    };
  }

  static WireResponse json(int status, Json body) {
    return WireResponse.of(status, "application/x-amz-json-1.1", body.node().toString());
  }
}
