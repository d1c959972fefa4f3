/** What the operator tells of itself. */
@NullMarked
package dev.pipelinestop.telemetry;

import org.jspecify.annotations.NullMarked;
