/** The operator: its wiring and its options. */
@NullMarked
package dev.pipelinestop;

import org.jspecify.annotations.NullMarked;
