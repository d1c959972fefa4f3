/**
 * The benchmark: how fast the operator is, and what it takes, against a real API server and the
 * simulator, each a process of its own. {@code mvn -q -Pbench} runs it; it is no part of {@code
 * verify}, because how fast a machine is proves nothing about the code.
 */
@NullMarked
package dev.pipelinestop.bench;

import org.jspecify.annotations.NullMarked;
