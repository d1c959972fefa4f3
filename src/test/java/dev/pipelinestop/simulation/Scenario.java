package dev.pipelinestop.simulation;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is the case when a run begins, and what users and people do in it.
 *
 * @param results the results that are right, whatever goes wrong with the operator
 * @param sameEffects whether every crash leaves the side effects as they are without one
 */
record Scenario(String name, Consumer<World> begin, Set<String> results, boolean sameEffects) {

  static Scenario of(String name, Consumer<World> begin, String... results) {
    return new Scenario(name, begin, Set.of(results), true);
  }

  /** The same, where a delay alone may lead to other effects. */
  Scenario dependsOnTime(String... more) {
    Set<String> all = new HashSet<>(results);
    all.addAll(Set.of(more));
    return new Scenario(name, begin, Set.copyOf(all), false);
  }

  @Override
  public String toString() {
    return name;
  }
}
