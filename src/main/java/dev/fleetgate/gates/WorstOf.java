package dev.fleetgate.gates;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The verdict of several: the worst. One total order, the best first: Pass, Inconclusive
/// (Measuring first, then by the order of [InconclusiveReason]), Errored, Fail; equals by their
/// sentence. Between kinds it is Argo's order over metrics.
final class WorstOf {
  private static final Comparator<Verdict> ORDER =
      Comparator.<Verdict>comparingInt(WorstOf::rank)
          .thenComparing(
              verdict -> reason(verdict).orElse(null),
              Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Verdict::sentence);

  private WorstOf() {}

  /// @param verdicts at least one
  static Verdict of(Collection<Verdict> verdicts) {
    return verdicts.stream()
        .max(ORDER)
        .orElseThrow(() -> new IllegalArgumentException("verdicts: none (expected: >= 1)"));
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass _ -> 0;
      case Verdict.Inconclusive _ -> 1;
      case Verdict.Errored _ -> 2;
      case Verdict.Fail _ -> 3;
    };
  }

  /// Measuring is the least reason; enums compare by their order.
  private static Optional<InconclusiveReason> reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Inconclusive(var reason, _) ->
          Optional.of(reason).filter(other -> other != InconclusiveReason.MEASURING);
      case Verdict.Pass _, Verdict.Errored _, Verdict.Fail _ -> Optional.empty();
    };
  }
}
