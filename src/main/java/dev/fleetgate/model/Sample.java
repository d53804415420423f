package dev.fleetgate.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One element of an instant vector.
///
/// @param labels of the series
/// @param value may be NaN or infinite
public record Sample(Map<String, String> labels, double value) {
  public Sample {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
