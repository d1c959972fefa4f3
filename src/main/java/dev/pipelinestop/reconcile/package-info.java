/**
 * The thin shell around the protocol: reads requests from Kubernetes, executes the steps that the
 * protocol decides on, and writes what it wants recorded. {@link
 * dev.pipelinestop.reconcile.RoundRunner} is the shell itself and knows nothing of Java Operator
 * SDK; {@link dev.pipelinestop.reconcile.PipelineStopReconciler} fits it into that.
 */
@NullMarked
package dev.pipelinestop.reconcile;

import org.jspecify.annotations.NullMarked;
