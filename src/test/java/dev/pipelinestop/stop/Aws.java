package dev.pipelinestop.stop;

import java.time.Instant;

/** AWS as a run of the protocol sees it. */
interface Aws {
  StageOccupancy occupancy(StageTarget stage, Instant now);

  ParallelMode parallelMode();

  ExecutionSighting execution(Target target, Instant now);

  Look read(NextStep.ReadDetails step, Instant now);

  StopAnswer stop(NextStep.SendStop step, Instant now);
}
