package dev.fleetgate.observer;

import dev.fleetgate.gates.Change;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.telemetry.Telemetry;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gate runs of one rollout run.
///
/// Thread safety: methods may be called from any thread.
final class GateWork {
  private static final Duration STORE_AGAIN = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(GateWork.class);

  private final RunPorts ports;
  private final RunContext context;
  private final Agenda agenda;
  private final Telemetry telemetry;
  private final Consumer<RolloutEvent> events;
  private final Map<GateKey, GateDriver> drivers = new HashMap<>();
  private final Set<GateKey> wanted = new HashSet<>();

  GateWork(
      RunPorts ports,
      RunContext context,
      Agenda agenda,
      Telemetry telemetry,
      Consumer<RolloutEvent> events) {
    this.ports = ports;
    this.context = context;
    this.agenda = agenda;
    this.telemetry = telemetry;
    this.events = events;
  }

  /// Starts the gate run of a key, goes on with a stored one, or lets a running one say again what
  /// it says; soon, and tried again while the store gives no answer, unless it is stopped before.
  synchronized void start(Action.StartGate start) {
    wanted.add(start.key());
    agenda.soon(() -> startWanted(start));
  }

  private synchronized void startWanted(Action.StartGate start) {
    if (!wanted.contains(start.key())) {
      return;
    }
    try {
      startNow(start);
    } catch (UncheckedIOException e) {
      if (!agenda.closing()) {
        LOG.warn(
            "gate={} reason=store run not read, trying again: {}", start.key(), e.getMessage());
      }
      agenda.at(agenda.instant().plus(STORE_AGAIN), () -> startWanted(start));
    } catch (RuntimeException e) {
      LOG.error("run={} gate={} reason=internal", start.key().run(), start.gate().name(), e);
      events.accept(new RolloutEvent.GateStarted(start.key(), agenda.instant()));
      events.accept(
          new RolloutEvent.GateHeld(
              start.key(), new Verdict.Errored("the gate could not be started: " + e)));
    }
  }

  private void startNow(Action.StartGate start) {
    GateKey key = start.key();
    GateDriver running = drivers.get(key);
    Change change = change(start.notBefore());
    if (running != null) {
      events.accept(
          new RolloutEvent.GateStarted(key, countsFrom(running.run().gate(), running.run())));
      say(key, running.run().verdict(), standing(running.run()));
      return;
    }
    GateRunId id = id(key);
    GateRun run =
        ports
            .gateRuns()
            .get(id)
            .orElseGet(() ->
                GateRun.startProven(id, context.gate(key, start.gate()), change, agenda.instant()));
    events.accept(new RolloutEvent.GateStarted(key, countsFrom(run.gate(), run)));
    GateDriver.Surroundings around =
        new GateDriver.Surroundings(agenda, ports.measurements(), ports.gateRuns()::put, telemetry);
    GateDriver.Target target =
        new GateDriver.Target(
            context.cluster(key.member()).prometheus(),
            () -> context.obstacle(key, start.gate()),
            notBefore -> context.looked(key, start.gate(), notBefore));
    drivers.put(
        key,
        GateDriver.start(run, around, target, (verdict, standing) -> say(key, verdict, standing)));
  }

  private void say(GateKey key, Verdict verdict, GateDriver.Standing standing) {
    events.accept(
        switch (standing) {
          case WAITING -> new RolloutEvent.GateJudged(key, verdict, false);
          case HELD -> new RolloutEvent.GateHeld(key, verdict);
          case ENDED -> new RolloutEvent.GateJudged(key, verdict, true);
        });
  }

  private static GateDriver.Standing standing(GateRun run) {
    if (run.terminal()) {
      return GateDriver.Standing.ENDED;
    }
    return run.held() ? GateDriver.Standing.HELD : GateDriver.Standing.WAITING;
  }

  /// Ends a gate run; nobody is told.
  synchronized void stop(GateKey key) {
    wanted.remove(key);
    GateDriver driver = drivers.remove(key);
    if (driver != null) {
      driver.terminate("the rollout no longer waits for it");
    }
  }

  /// Ends all of them.
  synchronized void stopAll() {
    wanted.clear();
    drivers.values().forEach(driver -> driver.terminate("the rollout has ended"));
    drivers.clear();
  }

  private static Change change(Instant notBefore) {
    return notBefore.equals(Instant.EPOCH)
        ? new Change.None()
        : new Change.Completed(notBefore, Duration.ZERO);
  }

  private static Instant countsFrom(Gate gate, GateRun run) {
    return gate.countsFrom(run.change()).orElse(run.startedAt());
  }

  /// Name of the gate run of a key: readable parts, and a hash that keeps alike ones apart.
  static GateRunId id(GateKey key) {
    String written = key.written();
    String member = key.member().value();
    UUID hash = UUID.nameUUIDFromBytes(written.getBytes(StandardCharsets.UTF_8));
    return new GateRunId(
        idsOf(key.run())
            + member.substring(0, Math.min(60, member.length()))
            + "."
            + hash.toString().substring(0, 18));
  }

  /// What the ids of all gate runs of a run begin with, and those of no other.
  static String idsOf(RunId run) {
    return run.value() + ".";
  }
}
