/** Several replicas with a leader among them, and one replica whose API server is in trouble. */
@NullMarked
package dev.pipelinestop.replicas;

import org.jspecify.annotations.NullMarked;
