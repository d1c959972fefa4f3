package dev.pipelinestop.stop;

/** What a request is about, as far as that is known. Only a {@link Target} can be stopped. */
sealed interface Subject permits Target, StageTarget, Subject.Unnamed {

  /** Nothing that this version can read: the definition in the cluster is not the one it needs. */
  record Unnamed() implements Subject {}
}
