package dev.fleetgate.scenario;

import dev.fleetgate.gates.Measurement;
import dev.fleetgate.gates.MeasurementSource;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import dev.fleetgate.scenario.TargetLog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The metrics of the clusters. A window that reaches back before the end of the change shows the
/// opposite of the truth, so that whoever counts it judges wrong.
final class SimulatedMetrics implements MeasurementSource {
  /// Range of every query.
  static final Duration LOOK_BACK = Duration.ofSeconds(30);

  /// Name of a metric that no change moves; it is always good.
  static final String CALM = "calm";

  static final double GOOD = 0.01;
  static final double BAD = 0.5;

  private final Caller process;
  private final SimulatedClusters clusters;
  private final TargetLog log;
  private final Map<ClusterId, Integer> answers = new HashMap<>();

  SimulatedMetrics(Caller process, SimulatedClusters clusters, TargetLog log) {
    this.process = process;
    this.clusters = clusters;
    this.log = log;
  }

  /// The phase that a query is about: the last part of its metric's name.
  static String query(String phase) {
    return "sum(rate(errors_" + phase + "[30s]))";
  }

  @Override
  public Measurement measure(Request request) {
    Instant began = process.now();
    process.faults().mayCrash("measure");
    process.mayPass(Duration.ofSeconds(20));
    ClusterId cluster = request.cluster();
    if (!clusters.prometheusAnswers(cluster) || process.faults().happens()) {
      return new Measurement(
          began,
          process.now(),
          new Measurement.NotAnswered(InconclusiveReason.PROMETHEUS_UNREACHABLE, "refused"));
    }
    answers.merge(cluster, 1, Integer::sum);
    return new Measurement(began, process.now(), answered(cluster, phase(request.query()), began));
  }

  private static String phase(String query) {
    return query.substring(query.indexOf('_') + 1, query.indexOf('['));
  }

  private Measurement.Answered answered(ClusterId cluster, String phase, Instant time) {
    Truth.Metric shows = metric(cluster, phase);
    Measurement.Clock clock = new Measurement.Clock(time, Duration.ZERO, Duration.ofMillis(20));
    if (shows == Truth.Metric.NO_DATA) {
      return new Measurement.Answered(List.of(), List.of(Optional.empty()), List.of(), clock);
    }
    int answer = answers.getOrDefault(cluster, 0);
    Instant sampledAt = time.minusSeconds(answer % 7);
    boolean settled =
        phase.equals(CALM) || changedBefore(cluster, phase, sampledAt.minus(LOOK_BACK));
    boolean good = settled == (shows != Truth.Metric.BAD);
    double value =
        shows == Truth.Metric.FLAPPING && answer % 2 == 0 ? Double.NaN : good ? GOOD : BAD;
    if (!Double.isNaN(value)) {
      log.add(new Entry.Measured(time, cluster, phase, sampledAt, good));
    }
    return new Measurement.Answered(
        List.of(new Sample(Map.of(), value)), List.of(Optional.of(sampledAt)), List.of(), clock);
  }

  private Truth.Metric metric(ClusterId cluster, String phase) {
    if (phase.equals(CALM)) {
      return Truth.Metric.GOOD;
    }
    return clusters.truth(cluster).phases().get(Integer.parseInt(phase.substring(1))).metric();
  }

  private boolean changedBefore(ClusterId cluster, String phase, Instant time) {
    return log.ends(cluster, phase).anyMatch(end -> end.good() && end.at().isBefore(time));
  }
}
