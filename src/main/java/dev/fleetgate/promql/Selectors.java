package dev.fleetgate.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the selectors of an expression and how far back each of them reads.
public final class Selectors {
  private static final Pattern LITERAL_NAMES =
      Pattern.compile("[a-zA-Z0-9_:]+(?:\\|[a-zA-Z0-9_:]+)*");

  private Selectors() {}

  /// One use per selector, in the order of the text; empty if the expression reads no series.
  public static List<SelectorUse> of(Expr expr) {
    List<SelectorUse> uses = new ArrayList<>();
    collect(expr, Reach.NONE, uses);
    return List.copyOf(uses);
  }

  /// The names that an `=` or a regular expression of plain alternatives allows; empty if there is
  /// no such matcher.
  static Set<String> names(Expr.VectorSelector selector) {
    if (!selector.name().isEmpty()) {
      return Set.of(selector.name());
    }
    return selector.matchers().stream()
        .filter(matcher -> matcher.label().equals(LabelMatcher.METRIC_NAME))
        .filter(Selectors::namesAll)
        .findFirst()
        .map(Selectors::alternatives)
        .orElse(Set.of());
  }

  private static boolean namesAll(LabelMatcher matcher) {
    return switch (matcher.kind()) {
      case EQUAL -> !matcher.value().isEmpty();
      case MATCHES -> LITERAL_NAMES.matcher(matcher.value()).matches();
      case NOT_EQUAL, MATCHES_NOT -> false;
    };
  }

  private static Set<String> alternatives(LabelMatcher matcher) {
    return matcher.kind() == LabelMatcher.Kind.EQUAL
        ? Set.of(matcher.value())
        : Set.copyOf(List.of(matcher.value().split("\\|")));
  }

  private static void collect(Expr expr, Reach around, List<SelectorUse> uses) {
    switch (expr) {
      case Expr.VectorSelector it -> uses.add(around.moved(it).use(it, true));
      case Expr.MatrixSelector it ->
          uses.add(around.moved(it).over(it.range()).use(it.selector(), false));
      case Expr.Subquery it -> collect(it.inner(), around.moved(it).over(it.range()), uses);
      case Expr.Paren it -> collect(it.inner(), around, uses);
      case Expr.Unary it -> collect(it.operand(), around, uses);
      case Expr.Binary it -> {
        collect(it.left(), around, uses);
        collect(it.right(), around, uses);
      }
      case Expr.Aggregation it -> {
        it.parameter().ifPresent(parameter -> collect(parameter, around, uses));
        collect(it.inner(), around, uses);
      }
      case Expr.Call it -> it.arguments().forEach(argument -> collect(argument, around, uses));
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> {
        // Reads no series.
      }
    }
  }

  /// How far before the query's time evaluation may have moved.
  ///
  /// @param back the farthest
  /// @param earlier whether it moved at all
  private record Reach(Duration back, boolean earlier, Set<SelectorUse.Caveat> caveats) {
    static final Reach NONE = new Reach(Duration.ZERO, false, Set.of());

    /// `@ start()` and `@ end()` of an instant query are its own time: inside a subquery they reach
    /// less far back than is counted here.
    Reach moved(Expr.Timed timed) {
      boolean stays = timed.at().filter(Expr.At.Fixed.class::isInstance).isPresent();
      Reach reach = stays ? with(SelectorUse.Caveat.FIXED_TIME) : this;
      return timed.offset().map(reach::by).orElse(reach);
    }

    private Reach by(DurationExpr offset) {
      Optional<Duration> length = offset.constant();
      if (length.isEmpty()) {
        return with(SelectorUse.Caveat.UNKNOWN_LENGTH);
      }
      return length.get().isNegative() ? with(SelectorUse.Caveat.FUTURE) : plus(length.get());
    }

    Reach over(DurationExpr range) {
      return range
          .constant()
          .filter(length -> !length.isNegative() && !length.isZero())
          .map(this::plus)
          .orElseGet(() -> with(SelectorUse.Caveat.UNKNOWN_LENGTH));
    }

    private Reach plus(Duration length) {
      return new Reach(back.plus(length), earlier || !length.isZero(), caveats);
    }

    private Reach with(SelectorUse.Caveat caveat) {
      Set<SelectorUse.Caveat> more = EnumSet.of(caveat);
      more.addAll(caveats);
      return new Reach(back, true, more);
    }

    SelectorUse use(Expr.VectorSelector selector, boolean instant) {
      return new SelectorUse(selector, back, instant && earlier, caveats);
    }
  }
}
