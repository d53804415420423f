package dev.fleetgate.observer;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.Rung;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What is known of one child cluster, at one time.
///
/// @param proofs one for each pinned pack, by the name of the pack; empty before the first look
/// @param trouble why no proof could be made; empty if there is none
/// @param recorded names of the series that the rules of its Prometheus record, each with its rule
///   in words; empty before they were read
/// @param lookedFrom when the last look at the monitoring began; [Instant#EPOCH] before the first
/// @param checkedAt when the monitoring was last looked at; [Instant#EPOCH] before the first time
public record ClusterView(
    ChildCluster cluster,
    Reachability reach,
    List<Proof> proofs,
    String trouble,
    Optional<Map<String, String>> recorded,
    Instant lookedFrom,
    Instant checkedAt) {
  public ClusterView {
    Objects.requireNonNull(cluster);
    Objects.requireNonNull(reach);
    proofs = List.copyOf(proofs);
    Objects.requireNonNull(trouble);
    Objects.requireNonNull(recorded);
    Objects.requireNonNull(lookedFrom);
    Objects.requireNonNull(checkedAt);
  }

  static ClusterView unknown(ChildCluster cluster) {
    return new ClusterView(
        cluster,
        Reachability.UNKNOWN,
        List.of(),
        "",
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  /// Whether anything is known of its monitoring.
  public boolean checked() {
    return checkedAt.isAfter(Instant.EPOCH);
  }

  /// Why gates may not rely on its monitoring; empty if they may.
  ///
  /// @param withAlerts whether alerts must reach us, too
  public Optional<String> unproven(boolean withAlerts) {
    if (!checked()) {
      return Optional.of("the monitoring has not been looked at yet");
    }
    if (!trouble.isEmpty()) {
      return Optional.of(trouble);
    }
    if (proofs.isEmpty()) {
      return Optional.of(
          "no rule pack is pinned (expected: at least one; add rulePacks to the Fleet)");
    }
    return proofs.stream()
        .filter(proof -> !proof.holds(withAlerts))
        .map(proof -> proof.sentence().orElse("rule pack " + proof.pack() + ": not proven"))
        .findFirst();
  }

  /// The first rung that is broken in any pack, if one is.
  public Optional<Rung> brokenRung() {
    return proofs.stream()
        .flatMap(proof -> proof.broken().stream())
        .map(Proof.Step::rung)
        .min(Rung::compareTo);
  }

  ClusterView withReach(Reachability next) {
    return new ClusterView(cluster, next, proofs, trouble, recorded, lookedFrom, checkedAt);
  }

  ClusterView withProofs(Looked looked, Instant now) {
    return new ClusterView(
        cluster,
        reach,
        looked.proofs(),
        looked.trouble(),
        looked.recorded().or(() -> recorded),
        looked.from(),
        now);
  }

  /// What one look found.
  ///
  /// @param recorded empty if the rules could not be read
  record Looked(
      Instant from, List<Proof> proofs, String trouble, Optional<Map<String, String>> recorded) {}
}
