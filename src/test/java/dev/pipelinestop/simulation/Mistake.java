package dev.pipelinestop.simulation;

/** A defect that is put in on purpose, to see that the oracles see it. */
interface Mistake extends Defect {
  /** What is wrong, in one sentence. */
  String meaning();
}
