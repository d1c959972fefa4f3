package dev.pipelinestop.admission;

import dev.pipelinestop.fuzz.RawApi.Reply;

/** What comes of an attempt, and who has decided that. */
enum Answer {
  /** It is done. */
  YES("yes"),
  /** RBAC refuses the operation on requests itself. */
  NO("no"),
  /** RBAC permits that, but the admission policy found the verb on the pipeline missing. */
  POLICY("policy"),
  /** The definition refuses it, to everybody. */
  NEVER("never");

  private static final int FORBIDDEN = 403;
  private static final int UNPROCESSABLE = 422;

  private final String word;

  Answer(String word) {
    this.word = word;
  }

  /** What stands in the cell. */
  String word() {
    return word;
  }

  /** Which of them a reply is. */
  static Answer of(Reply reply) {
    if (reply.taken()) {
      return YES;
    }
    if (reply.code() == FORBIDDEN) {
      return reply.body().contains("ValidatingAdmissionPolicy") ? POLICY : NO;
    }
    if (reply.code() == UNPROCESSABLE) {
      return NEVER;
    }
    throw new IllegalStateException(reply.code() + ": " + reply.body());
  }
}
