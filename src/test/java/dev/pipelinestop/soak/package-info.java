/** Everything at once, as processes, for a while: what must hold however long it lasts. */
@NullMarked
package dev.pipelinestop.soak;

import org.jspecify.annotations.NullMarked;
