/** The operator as a process of its own, started as a user starts it. */
@NullMarked
package dev.pipelinestop.process;

import org.jspecify.annotations.NullMarked;
