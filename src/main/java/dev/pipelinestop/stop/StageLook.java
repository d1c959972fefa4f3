package dev.pipelinestop.stop;

import org.jspecify.annotations.Nullable;

/**
 * What one look at a stage showed.
 *
 * @param account the AWS account that was looked at
 * @param region the AWS region that was looked at
 * @param parallel whether the pipeline runs in PARALLEL mode, or null if that was not read
 */
public record StageLook(
    String account, String region, StageOccupancy occupancy, @Nullable ParallelMode parallel) {

  /** A look that does not tell the mode. */
  public static StageLook at(String account, String region, StageOccupancy occupancy) {
    return new StageLook(account, region, occupancy, null);
  }

  /** This look with the mode. */
  public StageLook withParallel(ParallelMode read) {
    return new StageLook(account, region, occupancy, read);
  }
}
