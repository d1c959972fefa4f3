package dev.pipelinestop.mutation;

/**
 * Where a change was made, and which kind of it, without a line: so the name stays when code moves.
 *
 * @param method package below ours, class and method, such as {@code stop.Pace.after}; what is
 *     changed in a lambda counts for the method that it stands in
 * @param mutator PIT's name of the kind of change, such as {@code NegateConditionals}
 */
record Place(String method, String mutator) {

  @Override
  public String toString() {
    return method + " " + mutator;
  }
}
