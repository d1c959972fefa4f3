/**
 * The protocol of a stop without anything around it: what is recorded, what was observed and the
 * time go in, and what is recorded and done next comes out.
 */
@NullMarked
package dev.pipelinestop.stop;

import org.jspecify.annotations.NullMarked;
