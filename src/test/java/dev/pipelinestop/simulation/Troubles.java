package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.simulator.ReadModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Has the troubles of a schedule happen. */
final class Troubles {
  private final World world;
  private final Map<Integer, List<Planned>> bySteps = new HashMap<>();
  private final int count;

  Troubles(World world, List<Planned> planned) {
    this.world = world;
    this.count = planned.size();
    for (Planned each : planned) {
      if (each.step() > 0) {
        bySteps.merge(each.step(), List.of(each), Troubles::both);
      } else {
        world.after(each.after(), () -> happens(each));
      }
    }
  }

  int count() {
    return count;
  }

  private static List<Planned> both(List<Planned> one, List<Planned> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** What happens before this step, or to it. */
  void before(int step, Passage passage) {
    for (Planned planned : bySteps.getOrDefault(step, List.of())) {
      world.disturbed(world.now());
      if (!planned.trouble().ofStep()) {
        happens(planned);
        continue;
      }
      passage.suffers(planned);
      switch (planned.trouble()) {
        case CRASH_BEFORE -> crash(passage, planned.amount());
        case PAUSE_BEFORE -> world.pass(Duration.ofSeconds(planned.amount()));
        default -> {}
      }
    }
  }

  /** What happens after this step had its effect. */
  void after(Passage passage) {
    for (Planned planned : passage.troubles()) {
      switch (planned.trouble()) {
        case CRASH -> crash(passage, planned.amount());
        case PAUSE -> world.pass(Duration.ofSeconds(planned.amount()));
        default -> {}
      }
      world.disturbed(world.now());
    }
  }

  private void crash(Passage passage, int age) {
    world.kill(passage.instance());
    world.restart(age);
    throw new CrashError(passage.instance().toString());
  }

  private void happens(Planned planned) {
    world.note(planned.toString());
    int amount = planned.amount();
    Duration seconds = Duration.ofSeconds(amount);
    switch (planned.trouble()) {
      case SECOND_LEADER -> leadsFor(seconds, 0);
      case STALE_LEADER -> leadsFor(Duration.ofSeconds(30), amount);
      case JUMP_BACK -> {
        caches(cache -> cache.list(amount));
        later(Duration.ofSeconds(5), () -> caches(cache -> cache.list(0)));
      }
      case LOSE_EVENTS -> {
        caches(cache -> cache.lose(amount));
        later(
            Duration.ofSeconds(30),
            () ->
                caches(
                    cache -> {
                      cache.lose(0);
                      cache.list(0);
                    }));
      }
      case LATE_EVENTS -> {
        world.eventsTake(seconds);
        later(Duration.ofMinutes(1), () -> world.eventsTake(Duration.ZERO));
      }
      case RUSH -> {
        world.rush(true);
        later(seconds, () -> world.rush(false));
      }
      case ESCALATE ->
          each(name -> world.api().edit(name, spec -> spec.with().abandon(true).build()));
      case TOUCH -> each(world.api()::touch);
      case DELETE -> each(world.api()::delete);
      case BEGIN_DELETION -> each(world.api()::beginDeletion);
      case RECREATE -> each(this::recreate);
      case CONSOLE_WAIT -> eachSpec(spec -> world.people().stop(spec, false));
      case CONSOLE_ABANDON -> eachSpec(spec -> world.people().stop(spec, true));
      case RETRY -> eachSpec(world.people()::retry);
      case APPROVE -> eachSpec(spec -> world.people().approve(spec.pipelineName()));
      case START -> eachSpec(spec -> world.people().start(spec.pipelineName()));
      case LATE_STOPS -> world.aws().settings().stopTakesEffectAfter(seconds);
      case LATE_EXECUTION -> world.aws().lags().set(ReadModel.GET_PIPELINE_EXECUTION, seconds);
      case LATE_ACTIONS -> world.aws().lags().set(ReadModel.LIST_ACTION_EXECUTIONS, seconds);
      case LATE_STATE -> world.aws().lags().set(ReadModel.GET_PIPELINE_STATE, seconds);
      case LATE_LIST -> world.aws().lags().set(ReadModel.LIST_PIPELINE_EXECUTIONS, seconds);
      default -> throw new IllegalArgumentException(planned + " is about a step");
    }
  }

  private void recreate(String name) {
    PipelineStopRequestSpec spec = world.api().read(name).orElseThrow().getSpec();
    world.api().delete(name);
    world.api().create(name, spec);
  }

  private void leadsFor(Duration duration, int age) {
    Instance second = world.start(age);
    later(
        duration,
        () -> {
          if (!second.isDead()) {
            world.kill(second);
          }
        });
  }

  private void later(Duration duration, Runnable effect) {
    world.disturbed(world.now().plus(duration));
    world.at(world.now().plus(duration), effect);
  }

  private void caches(Consumer<Cache> change) {
    world.instances().forEach(instance -> change.accept(instance.cache()));
  }

  private void each(Consumer<String> change) {
    world.api().names().stream().filter(name -> world.api().read(name).isPresent()).forEach(change);
  }

  private void eachSpec(Consumer<PipelineStopRequestSpec> work) {
    each(name -> world.api().read(name).map(PipelineStopRequest::getSpec).ifPresent(work));
  }
}
