package dev.pipelinestop;

/** Starts the operator. */
public final class Operator {
  private Operator() {}

  /** Entry point of the jar. */
  public static void main(String[] args) {
    System.exit(2);
  }
}
