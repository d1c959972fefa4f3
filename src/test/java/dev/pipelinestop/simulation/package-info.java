/**
 * Deterministic simulation: one thread, one seed, a virtual clock. The production shell and
 * protocol run against an API server and an AWS that fail in every way that can be planned, and
 * oracles look at the ledger and at the history of the store after every step. {@code
 * docs/simulation.md} says how to run it and how to read a failure.
 */
@NullMarked
package dev.pipelinestop.simulation;

import org.jspecify.annotations.NullMarked;
