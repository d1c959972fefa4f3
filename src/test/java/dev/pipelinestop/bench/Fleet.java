package dev.pipelinestop.bench;

/**
 * Pipelines in mode PARALLEL, all alike, with executions in the middle of their only stage.
 *
 * @param action what the executions are at, as a scenario has it
 */
record Fleet(String name, int pipelines, int executions, String action) {

  String scenario() {
    return """
    pipelines:
      - name: %s
        mode: PARALLEL
        count: %d
        stages:
          - name: Deploy
            actions:
              - %s
        generate: {executions: %d, stage: Deploy}
    """
        .formatted(name, pipelines, action, executions);
  }
}
