package dev.pipelinestop.admission;

import dev.pipelinestop.fuzz.RawApi;

/** One attempt of one member, on a request of its own. */
record Trial(Team team, Member member, String name) {

  /** What the member does in the namespace in which most have their rights. */
  RawApi own() {
    return team.api(member.username());
  }

  /** What the member does in another namespace. */
  RawApi elsewhere() {
    return team.apiElsewhere(member.username());
  }

  /** What the member does in somebody else's name. */
  RawApi as(String other) {
    return team.apiImpersonating(member.username(), other);
  }

  /** Has the member write the status of a request. */
  RawApi.Reply writeStatus() {
    return team.writeStatus(member.username(), prepared(), "executionStatusSummary", "a");
  }

  /** A wait of this name. */
  Request request() {
    return Request.named(name);
  }

  /** The name of a wait that is there. */
  String prepared() {
    return prepared(request());
  }

  /** The name of this request, which is there. */
  String prepared(Request request) {
    var reply = team.administrator().create(request.toString(), "Strict");
    if (!reply.taken()) {
      throw new IllegalStateException(reply.body());
    }
    return request.name();
  }
}
