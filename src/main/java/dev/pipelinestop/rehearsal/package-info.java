/** Practises a stop before there is one to send, so that the first ones find everything ready. */
@NullMarked
package dev.pipelinestop.rehearsal;

import org.jspecify.annotations.NullMarked;
