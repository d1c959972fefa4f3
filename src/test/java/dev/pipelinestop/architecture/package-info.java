/** Holds the layout of the packages to what the design says. */
@NullMarked
package dev.pipelinestop.architecture;

import org.jspecify.annotations.NullMarked;
