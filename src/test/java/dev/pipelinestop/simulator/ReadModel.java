package dev.pipelinestop.simulator;

/** The operations that show executions. Each lags behind the truth by its own time. */
public enum ReadModel {
  GET_PIPELINE_STATE("GetPipelineState"),
  GET_PIPELINE_EXECUTION("GetPipelineExecution"),
  LIST_ACTION_EXECUTIONS("ListActionExecutions"),
  LIST_PIPELINE_EXECUTIONS("ListPipelineExecutions");

  private final String operation;

  ReadModel(String operation) {
    this.operation = operation;
  }

  /** The read model behind an operation of this name. */
  static ReadModel of(String operation) {
    for (var model : values()) {
      if (model.operation.equals(operation)) {
        return model;
      }
    }
    throw new IllegalArgumentException("No read model: " + operation);
  }

  /** The name of the operation. */
  @Override
  public String toString() {
    return operation;
  }
}
