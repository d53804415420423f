package dev.fleetgate.observer;

import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateAction;
import dev.fleetgate.gates.GateEvent;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateTransition;
import dev.fleetgate.gates.Gates;
import dev.fleetgate.gates.Measurement;
import dev.fleetgate.gates.MeasurementSource;
import dev.fleetgate.gates.MetricRun;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.telemetry.Telemetry;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one gate on one cluster: measures what the machine asks for when it asks for it, and tells
/// what it says.
///
/// Thread safety: all methods may be called from any thread; the listener is called by one thread
/// at a time.
public final class GateDriver {
  /// Until a write that failed is tried again.
  private static final Duration STORE_AGAIN = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(GateDriver.class);

  private final Surroundings around;
  private final Target target;
  private final Listener listener;
  private final Mailbox<GateEvent> mailbox;
  private volatile GateRun run;
  private Instant planned = Instant.MAX;

  private GateDriver(GateRun run, Surroundings around, Target target, Listener listener) {
    this.run = run;
    this.around = around;
    this.target = target;
    this.listener = listener;
    this.mailbox = new Mailbox<>(around.agenda(), this::read);
  }

  /// What every gate run shares.
  ///
  /// @param keep writes a run; returns when it is durable, or throws UncheckedIOException
  public record Surroundings(
      Agenda agenda, MeasurementSource source, Consumer<GateRun> keep, Telemetry telemetry) {}

  /// What is measured.
  ///
  /// @param prometheus base URL of the cluster's Prometheus
  /// @param obstacle why nothing can be measured now; empty if it can
  /// @param look what a look at the cluster's monitoring found that began at that time or later
  public record Target(
      URI prometheus,
      Supplier<Optional<Measurement.NotAnswered>> obstacle,
      Function<Instant, GateEvent.Looked> look) {
    /// A Prometheus of which nothing else is known, for runs that need no proof.
    public static Target unwatched(URI prometheus) {
      return new Target(
          prometheus,
          Optional::empty,
          notBefore ->
              new GateEvent.Looked(
                  notBefore, Optional.of(unproven("nobody looks at the monitoring"))));
    }
  }

  /// What a verdict means for whoever asked.
  public enum Standing {
    /// The run goes on.
    WAITING,
    /// The run goes on, and a person has to look.
    HELD,
    /// The run has ended with it.
    ENDED
  }

  /// Is told what the gate says.
  @FunctionalInterface
  public interface Listener {
    void judged(Verdict verdict, Standing standing);
  }

  /// Starts a run, or goes on with a stored one: an ended one only says again how it ended.
  public static GateDriver start(
      GateRun run, Surroundings around, Target target, Listener listener) {
    GateDriver driver = new GateDriver(run, around, target, listener);
    driver.mailbox.send(new GateEvent.Restarted());
    return driver;
  }

  /// The run as it stands.
  public GateRun run() {
    return run;
  }

  /// Ends the run without a pass.
  public void terminate(String why) {
    mailbox.sendUrgent(new GateEvent.Terminate(why));
  }

  private void read(GateEvent event) {
    Instant now = around.agenda().instant();
    if (event instanceof GateEvent.Tick) {
      planned = Instant.MAX;
    }
    GateTransition transition = Gates.step(run, event, now);
    if (transition.actions().contains(new GateAction.Checkpoint()) && !kept(transition.next())) {
      around.agenda().at(now.plus(STORE_AGAIN), () -> mailbox.send(event));
      return;
    }
    GateRun before = run;
    run = transition.next();
    transition.actions().forEach(action -> perform(action, before));
    transition.lookAgainAt().ifPresent(this::plan);
  }

  /// Writes what the run would become. While that cannot be done the run stays as it is, and the
  /// event is stepped again: what is not written was not said.
  private boolean kept(GateRun next) {
    try {
      around.keep().accept(next);
      return true;
    } catch (UncheckedIOException e) {
      if (!around.agenda().closing()) {
        LOG.warn(
            "gate={} reason=store run not written, trying again: {}", next.id(), e.getMessage());
      }
      return false;
    }
  }

  private void plan(Instant when) {
    if (when.isBefore(planned)) {
      planned = when;
      around.agenda().at(when, () -> mailbox.send(new GateEvent.Tick()));
    }
  }

  /// @param before the run that planned what is done now
  private void perform(GateAction action, GateRun before) {
    switch (action) {
      case GateAction.Measure(var metric) -> {
        Instant due =
            before.metric(metric).map(MetricRun::nextAt).orElseGet(around.agenda()::instant);
        around.agenda().soon(() -> measure(metric, due));
      }
      case GateAction.Checkpoint _ -> {
        // was written before the run moved
      }
      case GateAction.Prove(var notBefore) -> around.agenda().soon(() -> look(notBefore));
      case GateAction.Waiting(var verdict) -> listener.judged(verdict, Standing.WAITING);
      case GateAction.Hold(var verdict) -> listener.judged(verdict, Standing.HELD);
      case GateAction.Report(var verdict) -> listener.judged(verdict, Standing.ENDED);
    }
  }

  private void look(Instant notBefore) {
    GateEvent.Looked looked;
    try {
      looked = target.look().apply(notBefore);
    } catch (RuntimeException e) {
      LOG.error("gate run={} reason=internal", run.id(), e);
      looked = new GateEvent.Looked(notBefore, Optional.of(unproven("internal error: " + e)));
    }
    mailbox.send(looked);
  }

  private static Measurement.NotAnswered unproven(String why) {
    return new Measurement.NotAnswered(InconclusiveReason.MONITORING_UNPROVEN, why);
  }

  private void measure(String name, Instant due) {
    Instant began = around.agenda().instant();
    Gate.Metric metric = run.gate().metric(name);
    Measurement measurement = measured(metric, began);
    around.telemetry().measurement(outcome(measurement.outcome()), Duration.between(due, began));
    mailbox.send(new GateEvent.Measured(name, measurement));
  }

  private Measurement measured(Gate.Metric metric, Instant began) {
    try {
      Optional<Measurement.NotAnswered> obstacle = target.obstacle().get();
      return obstacle.isPresent()
          ? new Measurement(began, began, obstacle.get())
          : around
              .source()
              .measure(MeasurementSource.Request.of(run.gate(), metric, target.prometheus()));
    } catch (RuntimeException e) {
      LOG.error("gate run={} reason=internal", run.id(), e);
      return new Measurement(
          began, around.agenda().instant(), new Measurement.Refused("internal error: " + e));
    }
  }

  private static String outcome(Measurement.Outcome outcome) {
    return switch (outcome) {
      case Measurement.Answered _ -> "answered";
      case Measurement.NotAnswered(var reason, _) -> reason.written();
      case Measurement.Refused _ -> "refused";
    };
  }
}
