/** Tests of the rehearsal. */
@NullMarked
package dev.pipelinestop.rehearsal;

import org.jspecify.annotations.NullMarked;
