package dev.fleetgate.bench;

import java.util.List;

/// Percentiles of measured times, by nearest rank: always a time that was measured.
record Percentiles(List<Double> sorted) {
  Percentiles {
    sorted = List.copyOf(sorted);
  }

  /// @param values in any order, at least one
  static Percentiles of(List<Double> values) {
    return new Percentiles(values.stream().sorted().toList());
  }

  /// @param share in (0, 1]
  double at(double share) {
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
