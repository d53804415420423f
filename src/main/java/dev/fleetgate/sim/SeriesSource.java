package dev.fleetgate.sim;

import java.time.Instant;
import java.util.List;

/// What a Prometheus has stored.
interface SeriesSource {
  /// The newest sample of every series of a metric at a time; empty if the metric has none yet.
  ///
  /// @throws NotSimulatedException if no scrape and no rule could ever yield the metric
  List<Series> newest(String metric, Instant at);

  /// The times of the samples after `from` until and with `to`, the oldest first.
  List<Instant> times(String metric, Instant from, Instant to);
}
