package dev.fleetgate.rollout;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.AlertMatcher;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Position;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.Budget;
import dev.fleetgate.rollout.RolloutSpec.Change;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.OnBreach;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutSpec.Requirement;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutSpec.Scope;
import dev.fleetgate.rollout.RolloutSpec.Undo;
import dev.fleetgate.rollout.RolloutSpec.Unmatched;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.start.GateFigures;
import dev.fleetgate.rollout.start.Rollouts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Rollout documents and fleets for tests, changed one thing at a time.
public final class Documents {
  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  public static final RunId RUN = new RunId("run-1");

  private final List<WaveSpec> waves = new ArrayList<>();
  private final List<PhaseSpec> phases = new ArrayList<>();
  private final List<AlertRule> alerts = new ArrayList<>();
  private OnBreach onBreach = OnBreach.DEFAULT;

  /// A wave whose members carry the label `wave` with its name.
  public static WaveSpec wave(String name) {
    return new WaveSpec(
        name,
        LabelSelector.ofLabels(Map.of("wave", name)),
        "",
        WaveSpec.DEFAULT_CONCURRENCY,
        Budget.DEFAULT,
        List.of(),
        List.of(),
        Position.unknown());
  }

  public static WaveSpec concurrency(WaveSpec wave, Amount amount) {
    return new WaveSpec(
        wave.name(),
        wave.selector(),
        wave.orderByLabel(),
        amount,
        wave.budget(),
        wave.before(),
        wave.after(),
        wave.at());
  }

  public static WaveSpec budget(WaveSpec wave, Amount failed, Amount unreachable, Amount least) {
    return new WaveSpec(
        wave.name(),
        wave.selector(),
        wave.orderByLabel(),
        wave.maxConcurrency(),
        new Budget(failed, unreachable, least),
        wave.before(),
        wave.after(),
        wave.at());
  }

  public static WaveSpec before(WaveSpec wave, Requirement... requirements) {
    return new WaveSpec(
        wave.name(),
        wave.selector(),
        wave.orderByLabel(),
        wave.maxConcurrency(),
        wave.budget(),
        List.of(requirements),
        wave.after(),
        wave.at());
  }

  public static WaveSpec after(WaveSpec wave, Requirement... requirements) {
    return new WaveSpec(
        wave.name(),
        wave.selector(),
        wave.orderByLabel(),
        wave.maxConcurrency(),
        wave.budget(),
        wave.before(),
        List.of(requirements),
        wave.at());
  }

  /// A phase with gate, 10 minutes for the trigger, 20 for the gate, no settle and no retries.
  public static PhaseSpec phase(String name, Trigger trigger) {
    return new PhaseSpec(
        name,
        trigger,
        Undo.NATIVE,
        List.of(new GateRef("health", Map.of())),
        Duration.ofMinutes(10),
        Duration.ZERO,
        Duration.ofMinutes(20),
        0,
        Duration.ZERO,
        false,
        Duration.ofMinutes(15),
        Position.unknown());
  }

  public static PhaseSpec ungated(PhaseSpec phase) {
    return with(phase, phase.undo(), List.of(), phase.settle(), phase.retries());
  }

  public static PhaseSpec settle(PhaseSpec phase, Duration settle) {
    return with(phase, phase.undo(), phase.gate(), settle, phase.retries());
  }

  public static PhaseSpec retries(PhaseSpec phase, int retries) {
    return with(phase, phase.undo(), phase.gate(), phase.settle(), retries);
  }

  public static PhaseSpec undo(PhaseSpec phase, Undo undo) {
    return with(phase, undo, phase.gate(), phase.settle(), phase.retries());
  }

  private static PhaseSpec with(
      PhaseSpec phase, Undo undo, List<GateRef> gate, Duration settle, int retries) {
    return new PhaseSpec(
        phase.name(),
        phase.trigger(),
        undo,
        gate,
        phase.timeout(),
        settle,
        phase.gateTimeout(),
        retries,
        phase.unreachableGrace(),
        phase.acceptNoUndo(),
        phase.undoTimeout(),
        phase.at());
  }

  public static PhaseSpec tolerant(PhaseSpec phase, Duration grace, boolean acceptNoUndo) {
    return new PhaseSpec(
        phase.name(),
        phase.trigger(),
        phase.undo(),
        phase.gate(),
        phase.timeout(),
        phase.settle(),
        phase.gateTimeout(),
        phase.retries(),
        grace,
        acceptNoUndo,
        phase.undoTimeout(),
        phase.at());
  }

  public Documents wave(WaveSpec wave) {
    waves.add(wave);
    return this;
  }

  public Documents phase(PhaseSpec phase) {
    phases.add(phase);
    return this;
  }

  public Documents onBreach(Response action, Scope scope) {
    onBreach = new OnBreach(action, scope);
    return this;
  }

  public Documents onAlert(String matcher, Response action) {
    alerts.add(new AlertRule(List.of(AlertMatcher.parse(matcher).orElseThrow()), action));
    return this;
  }

  public RolloutSpec spec() {
    return new RolloutSpec(
        "addons",
        new Change("v2", "v1"),
        LabelSelector.everything(),
        Unmatched.FAIL,
        waves,
        phases,
        onBreach,
        alerts,
        Position.unknown());
  }

  /// The first state over a fleet with that many clusters in each wave, named `<wave>-<number>`.
  public RolloutState start(int... sizes) {
    List<ChildCluster> clusters = new ArrayList<>();
    for (int wave = 0; wave < sizes.length; wave++) {
      String name = waves.get(wave).name();
      IntStream.rangeClosed(1, sizes[wave])
          .mapToObj(number -> cluster(name + "-" + number, Map.of("wave", name)))
          .forEach(clusters::add);
    }
    return switch (Rollouts.start(request(spec()), new Listing.Listed(clusters), RUN, START)) {
      case Rollouts.Started(var state) -> state;
      case Rollouts.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  public static Rollouts.Request request(RolloutSpec spec) {
    GateFigures figures = new GateFigures(Duration.ZERO, Duration.ofSeconds(30), 10);
    return new Rollouts.Request(
        spec,
        Map.of("health", figures, "slo", figures),
        Duration.ofSeconds(10),
        new Actor("ada", "it is time"));
  }

  public static ChildCluster cluster(String name, Map<String, String> labels) {
    URI prometheus = URI.create("http://" + name + ".test");
    return new ChildCluster(new ClusterId(name), labels, "config", name, prometheus);
  }
}
