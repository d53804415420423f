package dev.fleetgate.scenario;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A fleet, a rollout over it, what its targets do, and what people do.
///
/// @param truths by cluster
record Scenario(
    long seed,
    List<ChildCluster> clusters,
    RolloutSpec spec,
    Map<String, StartRequest.GateDocument> gates,
    Map<ClusterId, Truth> truths,
    People people,
    Mishaps mishaps) {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  /// Long enough after calm for every run to end or to wait for a person.
  static final Duration PATIENCE = Duration.ofHours(3);

  Scenario {
    clusters = List.copyOf(clusters);
    gates = Map.copyOf(gates);
    truths = Map.copyOf(truths);
  }

  /// What people do.
  ///
  /// @param approve whether they approve what is asked for
  /// @param resume how often they resume what halts
  /// @param asked verbs at times after the start
  record People(boolean approve, int resume, List<Asked> asked) {
    People {
      asked = List.copyOf(asked);
    }
  }

  /// A verb at a time after the start.
  record Asked(Duration at, Verb verb) {}

  /// What goes wrong.
  ///
  /// @param none whether nothing does, and people only approve
  /// @param faults how likely each call goes wrong, in thousandths
  /// @param crashes how likely the process dies at each write and each call, in thousandths
  /// @param calm from when nothing goes wrong any more
  /// @param foreign writes of others
  /// @param steps when the clock steps forward by ten minutes
  /// @param webhook whether alerts are brought to us, and a false one at this time; empty if not
  record Mishaps(
      boolean none,
      int faults,
      int crashes,
      Duration calm,
      List<Foreign> foreign,
      List<Duration> steps,
      List<Duration> webhook) {
    Mishaps {
      foreign = List.copyOf(foreign);
      steps = List.copyOf(steps);
      webhook = List.copyOf(webhook);
    }
  }

  /// A write of somebody else.
  record Foreign(Duration at, ClusterId cluster, String phase) {}

  Truth truth(ClusterId cluster) {
    return Objects.requireNonNull(truths.get(cluster));
  }

  Instant calmAt() {
    return START.plus(mishaps.calm());
  }
}
