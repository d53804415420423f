package dev.fleetgate.bench;

import java.util.ArrayList;
import java.util.List;

/// A page of the program's own metrics in the text format.
record Exposition(String text) {
  private static final String LATENESS = "fleetgate_measurement_lateness_seconds_bucket{le=\"";

  /// The sum of a counter over all its labels; 0 if it has not counted yet.
  double counter(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(Exposition::value)
        .sum();
  }

  /// The value of one series, labels included in its name; 0 if there is none yet.
  double series(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(Exposition::value)
        .sum();
  }

  /// How late measurements began between two pages, in milliseconds: linear within a bucket, as
  /// PromQL's histogram_quantile does.
  ///
  /// @param quantile in (0, 1)
  static double lateness(Exposition before, Exposition after, double quantile) {
    List<Bucket> earlier = before.buckets();
    List<Bucket> buckets = after.buckets();
    List<Bucket> grown = new ArrayList<>();
    for (int index = 0; index < buckets.size(); index++) {
      double until = earlier.isEmpty() ? 0 : earlier.get(index).count();
      grown.add(new Bucket(buckets.get(index).bound(), buckets.get(index).count() - until));
    }
    return quantile(grown, quantile) * 1e3;
  }

  private static double quantile(List<Bucket> buckets, double quantile) {
    double rank = quantile * buckets.getLast().count();
    double lower = 0;
    double below = 0;
    for (Bucket bucket : buckets) {
      if (bucket.count() >= rank && bucket.count() > below) {
        return Double.isInfinite(bucket.bound())
            ? lower
            : lower + (bucket.bound() - lower) * (rank - below) / (bucket.count() - below);
      }
      lower = bucket.bound();
      below = bucket.count();
    }
    return lower;
  }

  private record Bucket(double bound, double count) {}

  private List<Bucket> buckets() {
    return text.lines()
        .filter(line -> line.startsWith(LATENESS))
        .map(line -> {
          String bound = line.substring(LATENESS.length(), line.indexOf('"', LATENESS.length()));
          return new Bucket(
              bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
              value(line));
        })
        .toList();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
