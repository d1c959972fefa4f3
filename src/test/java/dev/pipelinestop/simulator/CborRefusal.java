package dev.pipelinestop.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import software.amazon.awssdk.core.SdkBytes;

/** The answer to a client that speaks Smithy RPC v2 CBOR, in CBOR, so that it can show it. */
final class CborRefusal {
  static final String CODE = "UnsupportedProtocolException";
  static final String MESSAGE =
      "This simulator speaks AWS JSON 1.1 only, and got Smithy RPC v2 CBOR. Use a client that"
          + " speaks JSON: the AWS CLI built on botocore up to 1.43, or the AWS SDK for Java"
          + " 2.40.2.";

  private CborRefusal() {}

  static WireResponse response() {
    var entries = new String[] {"__type", CODE, "message", MESSAGE};
    int size = 1;
    for (var text : entries) {
      size += 3 + text.length();
    }
    var body = ByteBuffer.allocate(size).put((byte) 0xA2); // a map of two
    for (var text : entries) {
      body.put((byte) 0x79).putShort((short) text.length()).put(text.getBytes(UTF_8));
    }
    return WireResponse.of(400, "application/cbor", SdkBytes.fromByteArrayUnsafe(body.array()))
        .header("smithy-protocol", "rpc-v2-cbor");
  }
}
