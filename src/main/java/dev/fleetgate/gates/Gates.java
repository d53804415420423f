package dev.fleetgate.gates;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The machine of one gate run.
///
/// 1. A due metric is measured, one measurement of it at a time.
/// 2. What comes back is judged and counted; a failure is written before anything else.
/// 3. A metric is Fail once its failures exceed failureLimit, Pass once `count` measurements have
///    evidence. Without evidence it goes on measuring.
/// 4. The run ends with the first Fail, or when every metric passed, or when it is terminated.
/// 5. Where the run needs proof, a pass waits for a look at the cluster's monitoring that began
///    after the last measurement. If the look does not find it proven, the last measurement of each
///    metric counts no longer, and each is measured once more.
/// 6. A used-up limit of inconclusive measurements or errors, and a refused query, is a Hold, said
///    once; the run goes on.
///
/// Invariants: an ended run never moves; Pass follows only from passed measurements; a terminated
/// run is never Pass; no pass rests on a measurement that came back after the last look began.
public final class Gates {
  private Gates() {}

  /// One step; see [GateTransition].
  public static GateTransition step(GateRun run, GateEvent event, Instant now) {
    return switch (event) {
      case GateEvent.Tick _ -> run.terminal() ? still(run) : measureDue(run, now, List.of());
      case GateEvent.Measured measured ->
          run.terminal() ? still(run) : measured(run, measured, now);
      case GateEvent.Looked looked -> run.awaitsProof() ? looked(run, looked, now) : still(run);
      case GateEvent.Terminate(var why) -> run.terminal() ? still(run) : terminate(run, why, now);
      case GateEvent.Restarted _ -> restarted(run, now);
    };
  }

  private static GateTransition still(GateRun run) {
    return new GateTransition(run, List.of(), lookAgainAt(run));
  }

  private static GateTransition measureDue(GateRun run, Instant now, List<GateAction> before) {
    List<GateAction> actions = new ArrayList<>(before);
    List<MetricRun> metrics = new ArrayList<>();
    for (MetricRun metric : run.metrics()) {
      if (metric.due(now)) {
        actions.add(new GateAction.Measure(metric.name()));
        metrics.add(metric.started(nextSlot(run, metric.name(), now)));
      } else {
        metrics.add(metric);
      }
    }
    GateRun next = metrics.equals(run.metrics()) ? run : with(run, metrics);
    return new GateTransition(next, actions, lookAgainAt(next));
  }

  private static GateTransition measured(GateRun run, GateEvent.Measured event, Instant now) {
    Optional<MetricRun> found = run.metric(event.metric()).filter(MetricRun::underway);
    if (found.isEmpty()) {
      return still(run);
    }
    Gate.Metric metric = run.gate().metric(event.metric());
    Evidence evidence = Judge.judge(metric, run.change(), event.measurement());
    MetricRun.Tally tally = found.get().tally().plus(evidence);
    MetricRun counted =
        new MetricRun(
            metric.name(),
            tally,
            nextAfter(run, found.get(), evidence, now),
            false,
            MetricRun.keep(found.get().evidence(), evidence),
            Standing.of(metric, tally, evidence));
    List<MetricRun> metrics =
        run.metrics().stream()
            .map(other -> other.name().equals(metric.name()) ? counted : other)
            .toList();
    return concluded(run, with(run, metrics), evidence, now);
  }

  /// What follows from a metric that has moved.
  private static GateTransition concluded(
      GateRun before, GateRun counted, Evidence evidence, Instant now) {
    Verdict verdict = counted.verdict();
    if (decides(counted.worst()) && !counted.awaitsProof()) {
      return ended(counted, counted.worst(), now);
    }
    List<GateAction> actions = new ArrayList<>();
    if (!(evidence.verdict() instanceof Verdict.Pass)) {
      actions.add(new GateAction.Checkpoint());
    }
    Optional<Verdict> hold = before.held() ? Optional.empty() : Standing.hold(counted);
    GateRun next = hold.isPresent() ? hold(counted) : counted;
    hold.ifPresent(why -> actions.add(new GateAction.Hold(why)));
    if (hold.isEmpty() && !sameCause(before.verdict(), verdict)) {
      actions.add(new GateAction.Waiting(verdict));
    }
    if (next.awaitsProof()) {
      actions.add(new GateAction.Prove(next.restsOn()));
    }
    return new GateTransition(next, actions, lookAgainAt(next));
  }

  private static GateTransition looked(GateRun run, GateEvent.Looked look, Instant now) {
    if (look.obstacle().isPresent()) {
      return doubted(run, look.obstacle().get(), now);
    }
    return look.from().isBefore(run.restsOn())
        ? new GateTransition(run, List.of(new GateAction.Prove(run.restsOn())), Optional.empty())
        : ended(run, run.worst(), now);
  }

  /// What was measured last may have been measured by monitoring that was not in effect.
  private static GateTransition doubted(GateRun run, Measurement.NotAnswered why, Instant now) {
    Evidence evidence =
        new Evidence(
            now, now, new Verdict.Inconclusive(why.reason(), why.message()), Optional.empty());
    List<MetricRun> metrics =
        run.metrics().stream()
            .map(metric -> metric.doubted(run.gate(), evidence, nextSlot(run, metric.name(), now)))
            .toList();
    return concluded(run, with(run, metrics), evidence, now);
  }

  private static GateTransition terminate(GateRun run, String why, Instant now) {
    Verdict verdict =
        new Verdict.Inconclusive(
            InconclusiveReason.TERMINATED,
            "terminated: " + why + "; until then: " + run.verdict().sentence());
    return ended(run, verdict, now);
  }

  private static GateTransition restarted(GateRun run, Instant now) {
    if (run.end().isPresent()) {
      return new GateTransition(
          run, List.of(new GateAction.Report(run.verdict())), Optional.empty());
    }
    List<MetricRun> metrics =
        run.metrics().stream().map(metric -> metric.underway() ? metric.lost() : metric).toList();
    GateRun next = metrics.equals(run.metrics()) ? run : with(run, metrics);
    List<GateAction> again = new ArrayList<>();
    if (run.held()) {
      again.add(new GateAction.Hold(run.verdict()));
    }
    if (next.awaitsProof()) {
      again.add(new GateAction.Prove(next.restsOn()));
    }
    return measureDue(next, now, again);
  }

  private static GateTransition ended(GateRun run, Verdict verdict, Instant now) {
    List<MetricRun> metrics = run.metrics().stream().map(MetricRun::lost).toList();
    GateRun next =
        new GateRun(
            run.id(),
            run.gate(),
            run.change(),
            run.startedAt(),
            metrics,
            run.held(),
            run.proof(),
            Optional.of(new GateRun.End(verdict, now)));
    return new GateTransition(
        next,
        List.of(new GateAction.Checkpoint(), new GateAction.Report(verdict)),
        Optional.empty());
  }

  private static boolean decides(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass _, Verdict.Fail _ -> true;
      case Verdict.Inconclusive _, Verdict.Errored _ -> false;
    };
  }

  private static boolean sameCause(Verdict before, Verdict after) {
    return switch (after) {
      case Verdict.Inconclusive(var reason, _) ->
          before instanceof Verdict.Inconclusive(var earlier, _) && earlier == reason;
      case Verdict.Pass _ -> before instanceof Verdict.Pass;
      case Verdict.Fail _ -> before instanceof Verdict.Fail;
      case Verdict.Errored _ -> before instanceof Verdict.Errored;
    };
  }

  private static Instant nextAfter(GateRun run, MetricRun metric, Evidence evidence, Instant now) {
    Instant slot =
        metric.nextAt().isAfter(now) ? metric.nextAt() : nextSlot(run, metric.name(), now);
    Instant retry = now.plus(Slots.RETRY);
    return evidence.tooEarly() && retry.isBefore(slot) ? retry : slot;
  }

  private static Instant nextSlot(GateRun run, String name, Instant now) {
    Gate.Metric metric = run.gate().metric(name);
    Instant origin = Slots.origin(metric, run.change(), run.startedAt());
    return Slots.after(origin, metric.schedule().interval(), now);
  }

  private static Optional<Instant> lookAgainAt(GateRun run) {
    if (run.terminal()) {
      return Optional.empty();
    }
    return run.metrics().stream()
        .filter(metric -> !metric.decided() && !metric.underway())
        .map(MetricRun::nextAt)
        .min(Instant::compareTo);
  }

  private static GateRun with(GateRun run, List<MetricRun> metrics) {
    return new GateRun(
        run.id(),
        run.gate(),
        run.change(),
        run.startedAt(),
        metrics,
        run.held(),
        run.proof(),
        run.end());
  }

  private static GateRun hold(GateRun run) {
    return new GateRun(
        run.id(),
        run.gate(),
        run.change(),
        run.startedAt(),
        run.metrics(),
        true,
        run.proof(),
        run.end());
  }
}
