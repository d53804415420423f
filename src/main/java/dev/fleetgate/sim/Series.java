package dev.fleetgate.sim;

import dev.fleetgate.promql.LabelMatcher;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One sample with the labels of its series.
///
/// @param labels with the metric name as `__name__`, where there is one
/// @param time at which it was scraped, recorded or computed
record Series(Map<String, String> labels, double value, Instant time) {
  Series {
    labels = Map.copyOf(labels);
  }

  Series unnamed(double changed, Instant at) {
    Map<String, String> left = new TreeMap<>(labels);
    left.remove(LabelMatcher.METRIC_NAME);
    return new Series(left, changed, at);
  }

  /// The labels without the name, and only some or all but some of them.
  Map<String, String> key(boolean only, Collection<String> names) {
    Map<String, String> left = new TreeMap<>(labels);
    left.remove(LabelMatcher.METRIC_NAME);
    left.keySet().removeIf(label -> only != names.contains(label));
    return left;
  }

  boolean selectedBy(LabelMatcher matcher) {
    String value = labels.getOrDefault(matcher.label(), "");
    return switch (matcher.kind()) {
      case EQUAL -> value.equals(matcher.value());
      case NOT_EQUAL -> !value.equals(matcher.value());
      case MATCHES -> Pattern.matches(matcher.value(), value);
      case MATCHES_NOT -> !Pattern.matches(matcher.value(), value);
    };
  }
}
