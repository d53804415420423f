package dev.fleetgate.gates;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One execution of a gate: everything that [Gates#step] decides from.
///
/// @param gate the run's own copy
/// @param change whose effect is judged
/// @param metrics in the order of the gate
/// @param held whether a person was told to look
/// @param end empty while the run goes on
public record GateRun(
    GateRunId id,
    Gate gate,
    Change change,
    Instant startedAt,
    List<MetricRun> metrics,
    boolean held,
    Optional<End> end) {
  public GateRun {
    Objects.requireNonNull(id);
    Objects.requireNonNull(gate);
    Objects.requireNonNull(change);
    Objects.requireNonNull(startedAt);
    metrics = List.copyOf(metrics);
    Objects.requireNonNull(end);
    if (metrics.size() != gate.metrics().size()) {
      throw new IllegalArgumentException(
          "metrics: %d (expected: %d, as in the gate)"
              .formatted(metrics.size(), gate.metrics().size()));
    }
  }

  /// How a run ended.
  public record End(Verdict verdict, Instant at) {
    public End {
      Objects.requireNonNull(verdict);
      Objects.requireNonNull(at);
    }
  }

  /// A run that has measured nothing yet; step it with [GateEvent.Tick].
  public static GateRun start(GateRunId id, Gate gate, Change change, Instant now) {
    List<MetricRun> metrics =
        gate.metrics().stream().map(metric -> notMeasured(metric, change, now)).toList();
    return new GateRun(id, gate, change, now, metrics, false, Optional.empty());
  }

  private static MetricRun notMeasured(Gate.Metric metric, Change change, Instant now) {
    Instant first = Slots.origin(metric, change, now);
    Verdict standing =
        new Verdict.Inconclusive(
            InconclusiveReason.MEASURING,
            "metric %s: 0 of %d measured, the first at %s"
                .formatted(metric.name(), metric.schedule().effectiveCount(), first));
    return new MetricRun(metric.name(), MetricRun.Tally.ZERO, first, false, List.of(), standing);
  }

  public boolean terminal() {
    return end.isPresent();
  }

  /// The verdict of an ended run; of another the worst of what its metrics say now.
  public Verdict verdict() {
    return end.map(End::verdict)
        .orElseGet(() -> WorstOf.of(metrics.stream().map(MetricRun::standing).toList()));
  }

  /// The metric of that name, if there is one.
  public Optional<MetricRun> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /// The form in which it is stored and printed.
  public Node toNode() {
    return GateRunWriter.write(this);
  }

  /// Reads what [#toNode] wrote.
  ///
  /// @throws dev.fleetgate.model.BadInputException if it is anything else
  public static GateRun fromNode(Node node) {
    return GateRunReader.read(node);
  }
}
