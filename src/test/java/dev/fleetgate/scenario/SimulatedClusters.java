package dev.fleetgate.scenario;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Position;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.port.ClusterPort;
import dev.fleetgate.rollout.port.ProbePort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The clusters of a scenario: whether they answer, who they are, and what alerts fire on them.
final class SimulatedClusters implements ClusterPort, ProbePort, AlertReader {
  private final Scenario scenario;
  private final InstantSource clock;
  private final Faults faults;
  private final TargetLog log;
  private final boolean forgetful;
  private boolean listed;

  /// @param forgetful whether a listing that fails says that there are none
  SimulatedClusters(
      Scenario scenario, InstantSource clock, Faults faults, TargetLog log, boolean forgetful) {
    this.forgetful = forgetful;
    this.scenario = scenario;
    this.clock = clock;
    this.faults = faults;
    this.log = log;
  }

  /// Whether a listing has succeeded since a process was started.
  boolean listed() {
    return listed;
  }

  /// A new process knows nothing.
  void forget() {
    listed = false;
  }

  Truth truth(ClusterId cluster) {
    return Objects.requireNonNull(scenario.truths().get(cluster));
  }

  boolean answers(ClusterId cluster) {
    Duration time = Duration.between(Scenario.START, clock.instant());
    return truth(cluster).outages().stream().noneMatch(span -> span.holds(time));
  }

  boolean prometheusAnswers(ClusterId cluster) {
    Duration time = Duration.between(Scenario.START, clock.instant());
    return truth(cluster).deaf().stream().noneMatch(span -> span.holds(time));
  }

  @Override
  public Listing list() {
    boolean fails = faults.happens();
    listed |= !fails;
    return fails ? failed() : new Listing.Listed(scenario.clusters());
  }

  private Listing failed() {
    return forgetful
        ? new Listing.Listed(List.of())
        : new Listing.ListingFailed(
            Position.start("fleet.yaml"),
            "kubeconfig",
            new Mismatch("cannot be read", "a file that can be read"));
  }

  @Override
  public Identity identity(ClusterId cluster) {
    faults.mayCrash("identity");
    return answers(cluster) && !faults.happens()
        ? new Identity.Known(uid(cluster, clock.instant()))
        : new Identity.NoAnswer("connection refused");
  }

  /// Who answers under a cluster's name.
  String uid(ClusterId cluster, Instant at) {
    boolean another =
        truth(cluster)
            .rebuilt()
            .filter(when -> !at.isBefore(Scenario.START.plus(when)))
            .isPresent();
    return (another ? "another-" : "uid-") + cluster;
  }

  @Override
  public ProbePort.Answer probe(ClusterId cluster) {
    return answers(cluster) && !faults.happens()
        ? new ProbePort.Answer.Alive()
        : new ProbePort.Answer.Silent("connection refused");
  }

  @Override
  public AlertReader.Answer read(ChildCluster cluster) {
    if (!prometheusAnswers(cluster.id()) || faults.happens()) {
      return new AlertReader.Answer.Unreadable("connection refused");
    }
    List<FiringAlert> firing = new ArrayList<>();
    if (truth(cluster.id()).oldAlert()) {
      firing.add(new FiringAlert(labels("Old"), Scenario.START.minusSeconds(3600)));
    }
    newAlert(cluster.id()).ifPresent(firing::add);
    return new AlertReader.Answer.Firing(firing);
  }

  /// The alert that the change makes fire, if it fires by now.
  Optional<FiringAlert> newAlert(ClusterId cluster) {
    if (!truth(cluster).alerts()) {
      return Optional.empty();
    }
    Optional<Instant> touched =
        log.all(TargetLog.Entry.Effect.class)
            .filter(effect -> effect.key().member().equals(cluster))
            .map(TargetLog.Entry::at)
            .findFirst();
    return touched
        .map(at -> at.plus(truth(cluster).alertAfter()))
        .filter(at -> !at.isAfter(clock.instant()))
        .map(at -> new FiringAlert(labels("New"), at));
  }

  static Map<String, String> labels(String name) {
    return Map.of("alertname", name, "severity", "page");
  }
}
