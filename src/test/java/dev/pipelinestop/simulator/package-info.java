/**
 * A simulator of AWS CodePipeline: a deterministic state machine behind the wire protocol that the
 * SDK, the AWS CLI and boto3 speak.
 *
 * <pre>{@code
 * var simulator = Simulator.virtual();
 * simulator
 *     .pipeline("payments")
 *     .stage("Build", action("Compile").provider("CodeBuild").takes(ofSeconds(30)))
 *     .stage("Approve", approval("Release"));
 * String id = simulator.start("payments");
 * simulator.clock().advance(ofSeconds(31)); // now it waits for the approval
 *
 * simulator.faults().on("StopPipelineExecution").once().loseAnswer();
 * CodePipelineClient client = SdkClients.codePipeline(simulator);
 * // client.stopPipelineExecution(...) throws, and yet:
 * assertThat(simulator.ledger().acceptedStops(id, StopMode.WAIT)).hasSize(1);
 * }</pre>
 *
 * <p>What an answer shows lags behind the truth, by a time of its own for each {@link
 * dev.pipelinestop.simulator.ReadModel}: see {@link dev.pipelinestop.simulator.Lags}. What AWS
 * leaves open is a {@link dev.pipelinestop.simulator.SimulatorSettings setting}. Nothing here has a
 * thread of its own: what is due happens when somebody asks. {@link
 * dev.pipelinestop.simulator.SimulatorServer} serves it over HTTP, and {@link
 * dev.pipelinestop.simulator.SimulatorMain} as a program.
 */
@NullMarked
package dev.pipelinestop.simulator;

import org.jspecify.annotations.NullMarked;
