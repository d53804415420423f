package dev.fleetgate.promql;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/// How an expression uses one of its selectors, for an instant query.
///
/// A caller that must not see samples from before some instant may rely on `lookBack` only if the
/// use is [#bounded]; otherwise it refuses the expression.
///
/// @param selector the series, with its own offset and `@`
/// @param lookBack the farthest that samples are read before the query's time: range, positive
///   offset, and those of all subqueries around; a negative offset counts as zero
/// @param picksEarlier true if one sample per series is picked for an instant before the query's
///   time, by an offset or in a subquery. That sample may be older than the instant by up to the
///   look-back delta of the Prometheus (`--query.lookback-delta`, 5 minutes), which is not in
///   `lookBack`
/// @param caveats why `lookBack` may not hold; empty if it holds
public record SelectorUse(
    Expr.VectorSelector selector, Duration lookBack, boolean picksEarlier, Set<Caveat> caveats) {
  /// Why nothing can be said about how old the samples are.
  public enum Caveat {
    /// `@` with a time: the samples stay the same however long one waits.
    FIXED_TIME("reads at a fixed time (@)"),
    /// A negative offset: samples of the future, which are not there yet and change the answer
    /// later.
    FUTURE("reads the future (negative offset)"),
    /// A duration formula with `step()` or `range()`, or one that Prometheus cannot evaluate.
    UNKNOWN_LENGTH("has a duration that depends on the query or cannot be computed");

    private final String words;

    Caveat(String words) {
      this.words = words;
    }

    /// For a sentence whose subject is the selector.
    public String words() {
      return words;
    }
  }

  public SelectorUse {
    Objects.requireNonNull(selector);
    Objects.requireNonNull(lookBack);
    caveats = Set.copyOf(caveats);
  }

  /// Whether `lookBack` holds.
  public boolean bounded() {
    return caveats.isEmpty();
  }

  /// A query for the time, in Unix seconds, of the oldest of the newest samples of the series: the
  /// selector without offset, `@` and range.
  public String timestampQuery() {
    return "min(timestamp(" + Promql.print(selector.bare()) + "))";
  }

  /// Metric names that the selector can select; empty if they cannot be told from its text.
  public Set<String> names() {
    return Selectors.names(selector);
  }

  /// Whether a series with a recorded name may be among the selected: a name has a colon, or the
  /// names cannot be told.
  public boolean mayBeRecorded() {
    return names().isEmpty() || names().stream().anyMatch(name -> name.indexOf(':') >= 0);
  }
}
