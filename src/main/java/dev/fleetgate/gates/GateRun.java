package dev.fleetgate.gates;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One execution of a gate: everything that [Gates#step] decides from.
///
/// @param gate the run's own copy
/// @param change whose effect is judged
/// @param metrics in the order of the gate
/// @param held whether a person was told to look
/// @param proof whether a pass needs a look at the cluster's monitoring, begun after the last
///   measurement, that finds it proven in effect
/// @param end empty while the run goes on
public record GateRun(
    GateRunId id,
    Gate gate,
    Change change,
    Instant startedAt,
    List<MetricRun> metrics,
    boolean held,
    boolean proof,
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

  /// A run on a cluster whose monitoring nobody looks at; see [#startProven].
  public static GateRun start(GateRunId id, Gate gate, Change change, Instant now) {
    List<MetricRun> metrics =
        gate.metrics().stream().map(metric -> notMeasured(metric, change, now)).toList();
    return new GateRun(id, gate, change, now, metrics, false, false, Optional.empty());
  }

  /// A run that has measured nothing yet, and whose pass needs proven monitoring; step it with
  /// [GateEvent.Tick].
  public static GateRun startProven(GateRunId id, Gate gate, Change change, Instant now) {
    return new GateRun(
        id, gate, change, now, start(id, gate, change, now).metrics, false, true, Optional.empty());
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

  /// The verdict of an ended run; of another the worst of what its metrics say now, which is no
  /// pass while the monitoring is still to be looked at.
  public Verdict verdict() {
    return end.map(End::verdict).orElseGet(() -> withoutPass(worst()));
  }

  private static Verdict withoutPass(Verdict worst) {
    return worst instanceof Verdict.Pass(var sentence)
        ? new Verdict.Inconclusive(
            InconclusiveReason.MEASURING, sentence + "; waits for a look at the monitoring")
        : worst;
  }

  /// The worst of what the metrics say.
  Verdict worst() {
    return WorstOf.of(metrics.stream().map(MetricRun::standing).toList());
  }

  /// Whether all metrics have passed and only the proof of the monitoring is missing.
  boolean awaitsProof() {
    return proof && end.isEmpty() && worst() instanceof Verdict.Pass;
  }

  /// When the last measurement came back that a pass would rest on.
  Instant restsOn() {
    return metrics.stream()
        .map(metric -> metric.evidence().getLast().finishedAt())
        .max(Comparator.naturalOrder())
        .orElseThrow();
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
