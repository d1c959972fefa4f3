/**
 * AWS as seen from the operator: the few operations of CodePipeline that a stop needs, and whose
 * account the operator works in. Everything that AWS answers leaves here as one of the observations
 * of {@link dev.pipelinestop.stop}, everything that fails as an {@link
 * dev.pipelinestop.stop.AwsFailure}; no class of the AWS SDK does. What can hold a secret (action
 * configuration, output variables, approval tokens) is never taken out of an answer.
 */
@NullMarked
package dev.pipelinestop.codepipeline;

import org.jspecify.annotations.NullMarked;
