package dev.fleetgate.gates;

import dev.fleetgate.model.ClusterId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// What a gate is compiled for: one cluster, the caller's arguments, and what is known of recorded
/// series.
///
/// @param args values by name; must all be declared by the gate
/// @param labels of the cluster
public record GateContext(
    ClusterId cluster,
    Map<String, String> labels,
    Map<String, String> args,
    RecordedSeries recorded) {
  public GateContext {
    Objects.requireNonNull(cluster);
    labels = Map.copyOf(labels);
    args = Map.copyOf(args);
    Objects.requireNonNull(recorded);
  }

  /// Series that recording rules make.
  ///
  /// @param ofPacks look-back of each series that a pack of ours records, by name
  /// @param onChild names that rules of the child record, if known, and for each the rule in words;
  ///   names with a colon count as recorded in any case
  public record RecordedSeries(Map<String, Duration> ofPacks, Map<String, String> onChild) {
    public static final RecordedSeries NONE = new RecordedSeries(Map.of(), Map.of());

    public RecordedSeries {
      ofPacks = Map.copyOf(ofPacks);
      onChild = Map.copyOf(onChild);
    }
  }
}
