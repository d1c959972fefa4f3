/**
 * The sandbox, README command 1: a Kubernetes API, the simulator of CodePipeline and the operator
 * on this machine, five requests from {@code deploy/samples/}, and what becomes of them.
 */
@NullMarked
package dev.pipelinestop.sandbox;

import org.jspecify.annotations.NullMarked;
