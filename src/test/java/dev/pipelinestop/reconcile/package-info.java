/** The shell in one thread, on a virtual clock, against a store and an AWS that fail on demand. */
@NullMarked
package dev.pipelinestop.reconcile;

import org.jspecify.annotations.NullMarked;
