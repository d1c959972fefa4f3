package dev.pipelinestop.admission;

import dev.pipelinestop.fuzz.RawApi.Reply;

/** Something that somebody tries to do with requests. */
enum Deed {
  READ("read a request") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().get(trial.prepared());
    }
  },
  WAIT("create a wait") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().create(trial.request().toString(), STRICT);
    }
  },
  WAIT_FOR_STAGE("create a wait, by stage") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().create(trial.request().inStage("Deploy").toString(), STRICT);
    }
  },
  WAIT_FOR_OTHER("create a wait, other pipeline") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().create(trial.request().of("orders-deploy").toString(), STRICT);
    }
  },
  WAIT_ELSEWHERE("create a wait, other namespace") {
    @Override
    Reply attempt(Trial trial) {
      return trial.elsewhere().create(trial.request().toString(), STRICT);
    }
  },
  WAIT_AS_STOPPER("create a wait, impersonating the stopper") {
    @Override
    Reply attempt(Trial trial) {
      return trial.as(Member.STOPPER.username()).create(trial.request().toString(), STRICT);
    }
  },
  WAIT_AS_ACCOUNT("create a wait, impersonating a ServiceAccount of the namespace that may stop") {
    @Override
    Reply attempt(Trial trial) {
      return trial.as(Team.ACCOUNT).create(trial.request().toString(), STRICT);
    }
  },
  ABANDON("create with `abandon: true`") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().create(trial.request().with("\"abandon\": true").toString(), STRICT);
    }
  },
  ABANDON_AFTER("create with `abandonAfter`") {
    @Override
    Reply attempt(Trial trial) {
      return trial
          .own()
          .create(trial.request().with("\"abandonAfter\": \"10m\"").toString(), STRICT);
    }
  },
  DRY_RUN("create a dry run of a wait") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().create(trial.request().with("\"dryRun\": true").toString(), STRICT);
    }
  },
  DRY_RUN_OF_ABANDON("create a dry run of an abandon") {
    @Override
    Reply attempt(Trial trial) {
      return trial
          .own()
          .create(trial.request().with("\"dryRun\": true, \"abandon\": true").toString(), STRICT);
    }
  },
  ESCALATE("change `abandon` to true") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().patch(trial.prepared(), "{\"spec\": {\"abandon\": true}}");
    }
  },
  ESCALATE_BY_APPLY("apply with `abandon: true` over a wait") {
    @Override
    Reply attempt(Trial trial) {
      return trial
          .own()
          .apply(trial.prepared(), trial.request().with("\"abandon\": true").toString());
    }
  },
  APPLY_AGAIN("apply the same again, also where it is an abandon") {
    @Override
    Reply attempt(Trial trial) {
      var same = trial.request().with("\"abandon\": true");
      return trial.own().apply(trial.prepared(same), same.toString());
    }
  },
  CHANGE_PIPELINE("change another field of the spec") {
    @Override
    Reply attempt(Trial trial) {
      return trial
          .own()
          .patch(trial.prepared(), "{\"spec\": {\"pipelineName\": \"orders-deploy\"}}");
    }
  },
  CHANGE_TTL("change `ttlSecondsAfterFinished`") {
    @Override
    Reply attempt(Trial trial) {
      var request = trial.request().with("\"notAfter\": \"2031-01-01T00:00:00Z\"");
      return trial
          .own()
          .patch(trial.prepared(request), "{\"spec\": {\"ttlSecondsAfterFinished\": 60}}");
    }
  },
  LABEL("change labels, annotations, finalizers") {
    @Override
    Reply attempt(Trial trial) {
      return trial
          .own()
          .patch(
              trial.prepared(),
              """
              {"metadata": {"labels": {"a": "b"}, "annotations": {"a": "b"}, "finalizers": ["a.example/b"]}}
              """);
    }
  },
  WRITE_STATUS("write a status") {
    @Override
    Reply attempt(Trial trial) {
      return trial.writeStatus();
    }
  },
  DELETE("delete a request") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().delete(trial.prepared());
    }
  },
  DELETE_ALL("delete all requests at once") {
    @Override
    Reply attempt(Trial trial) {
      return trial.own().tryToDeleteAll();
    }
  };

  private static final String STRICT = "Strict";

  private final String title;

  Deed(String title) {
    this.title = title;
  }

  /** What stands before the row. */
  String title() {
    return title;
  }

  /** Has somebody try it; what must be there for that is prepared by an administrator. */
  abstract Reply attempt(Trial trial);
}
