package dev.fleetgate.scenario;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.scenario.TargetLog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Whether a wave may be touched, told from what the targets saw and what people said.
final class Order {
  private final Scenario scenario;
  private final TargetLog log;

  Order(Scenario scenario, TargetLog log) {
    this.scenario = scenario;
    this.log = log;
  }

  /// What is unmet before a trigger; empty if it may be sent.
  Optional<String> unmet(TriggerKey key, Instant at, List<Checks.Ticket> tickets) {
    int wave = wave(key.member());
    if (!approved(wave, tickets)) {
      return Optional.of(key.written() + " sent without the approvals before it");
    }
    boolean resumed =
        tickets.stream().anyMatch(ticket -> ticket.verb() == Verb.RESUME && ticket.mayBeTaken());
    for (int earlier = 0; earlier < wave && !resumed; earlier++) {
      Optional<String> unmet = earlier(earlier, at);
      if (unmet.isPresent()) {
        return unmet.map(why -> key.written() + " sent while " + why);
      }
    }
    return Optional.empty();
  }

  private Optional<String> earlier(int wave, Instant at) {
    WaveSpec spec = scenario.spec().waves().get(wave);
    List<ClusterId> members = members(wave);
    Limits limits = Limits.of(spec, members.size());
    List<ClusterId> bad = members.stream().filter(member -> !good(member)).toList();
    if (bad.size() > limits.maxFailed() + limits.maxUnreachable()) {
      return Optional.of("%s of wave %s are not done and good".formatted(bad, spec.name()));
    }
    Duration soak =
        spec.after().stream()
            .filter(Requirement.Soak.class::isInstance)
            .map(requirement -> ((Requirement.Soak) requirement).duration())
            .reduce(Duration.ZERO, Duration::plus);
    Optional<Instant> last =
        members.stream()
            .filter(this::good)
            .flatMap(member -> completions(member).stream())
            .max(Comparator.naturalOrder());
    return last.filter(end -> at.isBefore(end.plus(soak)))
        .map(end -> "wave %s soaks since %s".formatted(spec.name(), end));
  }

  private boolean approved(int wave, List<Checks.Ticket> tickets) {
    List<WaveSpec> waves = scenario.spec().waves();
    long wanted = approvals(waves.get(wave).before());
    for (int earlier = 0; earlier < wave; earlier++) {
      wanted += approvals(waves.get(earlier).before()) + approvals(waves.get(earlier).after());
    }
    return tickets.stream()
            .filter(ticket -> ticket.verb() == Verb.APPROVE && ticket.mayBeTaken())
            .count()
        >= wanted;
  }

  private static long approvals(List<Requirement> requirements) {
    return requirements.stream().filter(Requirement.Approval.class::isInstance).count();
  }

  int wave(ClusterId member) {
    ChildCluster cluster =
        scenario.clusters().stream()
            .filter(candidate -> candidate.id().equals(member))
            .findFirst()
            .orElseThrow();
    List<WaveSpec> waves = scenario.spec().waves();
    for (int wave = 0; wave < waves.size(); wave++) {
      if (waves.get(wave).selector().matches(cluster.labels())) {
        return wave;
      }
    }
    throw new IllegalStateException(member + " is in no wave");
  }

  List<ClusterId> members(int wave) {
    return scenario.clusters().stream()
        .map(ChildCluster::id)
        .filter(member -> wave(member) == wave)
        .toList();
  }

  /// Whether every phase of a member came to a good end, and its metric could be seen to be good
  /// afterwards, as often as the gate asks.
  boolean good(ClusterId member) {
    return scenario.spec().phases().stream().allMatch(phase -> good(member, phase));
  }

  private boolean good(ClusterId member, PhaseSpec phase) {
    Optional<Entry.Effect> last =
        log.effects(member, phase.name())
            .filter(effect -> effect.key().action() == Direction.DO)
            .reduce((_, later) -> later);
    Optional<Instant> completion =
        last.flatMap(effect ->
            log.ends(member, phase.name())
                .filter(end -> end.good() && end.key().equals(effect.key()))
                .map(Entry.Ended::at)
                .findFirst());
    return completion.isPresent()
        && (phase.gate().isEmpty() || seenGood(member, phase, completion.get()));
  }

  private boolean seenGood(ClusterId member, PhaseSpec phase, Instant completion) {
    Instant from = completion.plus(phase.settle()).plus(SimulatedMetrics.LOOK_BACK);
    int count =
        Optional.ofNullable(scenario.gates().get(phase.gate().getFirst().name()))
            .orElseThrow()
            .spec()
            .metrics()
            .getFirst()
            .schedule()
            .effectiveCount();
    return log.all(Entry.Measured.class)
            .filter(entry -> entry.cluster().equals(member))
            .filter(entry -> entry.phase().equals(phase.name()))
            .filter(entry -> entry.good() && entry.sampledAt().isAfter(from))
            .count()
        >= count;
  }

  private List<Instant> completions(ClusterId member) {
    List<Instant> ends = new ArrayList<>();
    for (RolloutSpec.PhaseSpec phase : scenario.spec().phases()) {
      log.ends(member, phase.name())
          .filter(Entry.Ended::good)
          .map(Entry.Ended::at)
          .forEach(ends::add);
    }
    return ends;
  }
}
