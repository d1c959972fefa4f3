/**
 * The last step of {@code mvn -q -Pmutation}: compares what PIT has changed without a test noticing
 * with the list in {@code docs/mutation.md} of changes that change nothing.
 */
@NullMarked
package dev.pipelinestop.mutation;

import org.jspecify.annotations.NullMarked;
