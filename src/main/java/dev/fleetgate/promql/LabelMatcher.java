package dev.fleetgate.promql;

import dev.fleetgate.promql.regex.RegexSyntax;
import java.util.Objects;

/// One condition on a label, such as `code=~"5.."`. A label that a series lacks has the empty
/// value.
///
/// @param label name of the label; `__name__` is the metric name
/// @param kind how the value is compared
/// @param value text, or a regular expression in RE2 syntax that must match the whole value
public record LabelMatcher(String label, Kind kind, String value) {
  /// The label of the metric name.
  public static final String METRIC_NAME = "__name__";

  /// How a matcher compares.
  public enum Kind {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String symbol;

    Kind(String symbol) {
      this.symbol = symbol;
    }

    /// As it is written, such as `=~`.
    public String symbol() {
      return symbol;
    }
  }

  public LabelMatcher {
    Objects.requireNonNull(label);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(value);
  }

  /// Whether series without this label are selected.
  boolean selectsAbsent() {
    return switch (kind) {
      case EQUAL -> value.isEmpty();
      case NOT_EQUAL -> !value.isEmpty();
      case MATCHES -> RegexSyntax.check(value).matchesEmpty();
      case MATCHES_NOT -> !RegexSyntax.check(value).matchesEmpty();
    };
  }
}
