package dev.fleetgate.prometheus;

import java.util.List;
import java.util.Objects;

/// A group of rules that a Prometheus has loaded.
///
/// @param file path as Prometheus knows it
public record RuleGroup(String name, String file, List<Rule> rules) {
  public RuleGroup {
    Objects.requireNonNull(name);
    Objects.requireNonNull(file);
    rules = List.copyOf(rules);
  }

  /// A rule.
  ///
  /// @param type `alerting` or `recording`
  /// @param query printed anew by Prometheus
  /// @param health `ok`, `err` or `unknown`
  /// @param lastError empty if the last evaluation had none
  public record Rule(String name, String type, String query, String health, String lastError) {
    public Rule {
      Objects.requireNonNull(name);
      Objects.requireNonNull(type);
      Objects.requireNonNull(query);
      Objects.requireNonNull(health);
      Objects.requireNonNull(lastError);
    }
  }
}
