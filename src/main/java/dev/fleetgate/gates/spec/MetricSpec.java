package dev.fleetgate.gates.spec;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// One metric of a gate as it is written.
///
/// @param query PromQL, with placeholders
/// @param successCondition empty text if it was not written
/// @param failureCondition empty text if it was not written
/// @param noData what a result without series means
/// @param maxAge samples older than this do not count
/// @param looksBack look-back of recorded series that belong to none of our packs, by name
public record MetricSpec(
    String name,
    Node.Text query,
    Node.Text successCondition,
    Node.Text failureCondition,
    Schedule schedule,
    Limits limits,
    NoData noData,
    Duration maxAge,
    Map<String, Duration> looksBack,
    Position at) {
  public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(2);

  public MetricSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(query);
    Objects.requireNonNull(successCondition);
    Objects.requireNonNull(failureCondition);
    Objects.requireNonNull(schedule);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(noData);
    Objects.requireNonNull(maxAge);
    looksBack = Map.copyOf(new TreeMap<>(looksBack));
    Objects.requireNonNull(at);
  }

  /// When a metric is measured.
  ///
  /// @param initialDelay before the first measurement
  /// @param interval between two measurements, at a fixed rate; zero if it was not written
  /// @param count measurements with evidence that the metric needs; 0 if it was not written
  public record Schedule(Duration initialDelay, Duration interval, int count) {
    public static final Schedule ONCE = new Schedule(Duration.ZERO, Duration.ZERO, 0);

    public Schedule {
      if (initialDelay.isNegative() || interval.isNegative() || count < 0) {
        throw new IllegalArgumentException(
            "schedule: " + initialDelay + ", " + interval + ", " + count + " (expected: >= 0)");
      }
    }

    /// Measurements with evidence that the metric needs; 1 if nothing was written.
    public int effectiveCount() {
      return Math.max(1, count);
    }

    /// From the first measurement that can count to the last one, if none is missed.
    public Duration span() {
      return initialDelay.plus(interval.multipliedBy(effectiveCount() - 1L));
    }
  }

  /// How many measurements of a kind are tolerated.
  ///
  /// @param failure failed measurements in all; one more fails the metric
  /// @param inconclusive inconclusive measurements in all, errors not among them
  /// @param consecutiveError errors in a row
  public record Limits(Limit failure, Limit inconclusive, Limit consecutiveError) {
    /// No failure is tolerated; want of evidence is waited for without limit.
    public static final Limits DEFAULT =
        new Limits(Limit.of(0), Limit.unlimited(), Limit.unlimited());

    public Limits {
      Objects.requireNonNull(failure);
      Objects.requireNonNull(inconclusive);
      Objects.requireNonNull(consecutiveError);
    }
  }

  /// The most that is tolerated; exceeded by strictly more, as in Argo.
  ///
  /// @param most from 0
  public record Limit(int most) {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    public Limit {
      if (most < 0) {
        throw new IllegalArgumentException("limit: " + most + " (expected: >= 0)");
      }
    }

    public static Limit of(int most) {
      return new Limit(most);
    }

    public static Limit unlimited() {
      return new Limit(UNLIMITED);
    }

    public boolean bounded() {
      return most != UNLIMITED;
    }

    public boolean exceededBy(int found) {
      return bounded() && found > most;
    }
  }

  /// What a result without series means; never a pass.
  public enum NoData {
    /// Inconclusive; measuring goes on.
    WAIT("wait"),
    /// A failed measurement.
    FAIL("fail");

    /// The words in YAML and what they mean.
    public static final Map<String, NoData> WORDS = Map.of("wait", WAIT, "fail", FAIL);

    private final String written;

    NoData(String written) {
      this.written = written;
    }

    /// The word in YAML.
    public String written() {
      return written;
    }
  }
}
