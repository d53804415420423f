package dev.fleetgate.sim;

import dev.fleetgate.sim.ApiObjects.Spec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The requests of one service as counters, computed for any time.
///
/// Requests come at a fixed rate. While a new image is rolled out, the error ratio goes in a
/// straight line from that of the pods before to that of the image.
final class Traffic {
  static final double PER_SECOND = 40;

  private final Instant start;
  private final String container;
  private final ToDoubleFunction<String> errorRatio;

  /// @param start when both counters were 0
  /// @param container whose image decides
  /// @param errorRatio of an image, in [0, 1]
  Traffic(Instant start, String container, ToDoubleFunction<String> errorRatio) {
    this.start = start;
    this.container = container;
    this.errorRatio = errorRatio;
  }

  /// Counters at a time.
  record Count(double requests, double errors) {}

  /// @param specs of the Deployment that serves, the oldest first, at least one
  Count at(List<Spec> specs, Instant now) {
    double ratio = ratio(specs.getFirst());
    double errors = 0;
    for (int index = 0; index < specs.size(); index++) {
      Instant from = index == 0 ? start : specs.get(index).from();
      Instant to = index + 1 < specs.size() ? earlier(specs.get(index + 1).from(), now) : now;
      if (to.isAfter(from)) {
        double wanted = ratio(specs.get(index));
        double ramp = seconds(Workloads.ROLLOUT);
        double rising = Math.min(seconds(Duration.between(from, to)), ramp);
        double steady = seconds(Duration.between(from, to)) - rising;
        double reached = ratio + (wanted - ratio) * rising / ramp;
        errors += (ratio + reached) / 2 * rising + wanted * steady;
        ratio = reached;
      }
    }
    return new Count(PER_SECOND * seconds(Duration.between(start, now)), PER_SECOND * errors);
  }

  private double ratio(Spec spec) {
    return errorRatio.applyAsDouble(Workloads.image(spec.spec(), container));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
