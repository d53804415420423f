package dev.fleetgate.promql;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// An expression of PromQL. Each node knows the piece of text it came from.
///
/// A tree comes from [PromqlParser] and is then well typed. Parentheses are nodes of their own, so
/// that printing needs no knowledge of precedence; a tree built by hand has to set them.
public sealed interface Expr {
  /// The piece of text that the node was parsed from.
  Span span();

  /// What the expression yields.
  ValueType type();

  /// A number, with a folded sign.
  ///
  /// @param value in seconds if written as a duration
  /// @param duration true if written as a duration, such as `5m`
  record NumberLiteral(double value, boolean duration, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }
  }

  /// A text between quotes.
  ///
  /// @param value without quotes, escapes resolved
  record StringLiteral(String value, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }
  }

  /// An expression in parentheses.
  record Paren(Expr inner, Span span) implements Expr {
    @Override
    public ValueType type() {
      return inner.type();
    }
  }

  /// A sign before anything but a number.
  ///
  /// @param negative true for `-`, false for `+`
  record Unary(boolean negative, Expr operand, Span span) implements Expr {
    @Override
    public ValueType type() {
      return operand.type();
    }
  }

  /// An operation on two operands.
  ///
  /// @param returnsBool true if a comparison yields 0 or 1 instead of filtering
  /// @param matching present if and only if both operands are instant vectors
  record Binary(
      BinaryOperator operator,
      Expr left,
      Expr right,
      boolean returnsBool,
      Optional<VectorMatching> matching)
      implements Expr {
    @Override
    public Span span() {
      return left.span().to(right.span());
    }

    @Override
    public ValueType type() {
      boolean scalar = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
      return scalar ? ValueType.SCALAR : ValueType.VECTOR;
    }
  }

  /// What reads samples at a time of its own: a selector or a subquery.
  sealed interface Timed extends Expr {
    /// How far in the past it is read; never a literal zero.
    Optional<DurationExpr> offset();

    /// The time to read at instead of the query's; the offset counts from there.
    Optional<At> at();

    /// The same with this offset; `whole` is its text with the offset.
    Timed withOffset(DurationExpr changed, Span whole);

    /// The same with this `@`; `whole` is its text with the `@`.
    Timed withAt(At changed, Span whole);
  }

  /// Selects series and reads the newest sample of each.
  ///
  /// @param name the metric name before the braces; empty if it stands inside or is not given
  /// @param matchers what stands in the braces, in the order written
  record VectorSelector(
      String name,
      List<LabelMatcher> matchers,
      Optional<DurationExpr> offset,
      Optional<At> at,
      Span span)
      implements Timed {
    public VectorSelector {
      Objects.requireNonNull(name);
      matchers = List.copyOf(matchers);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }

    /// The same series without offset and `@`.
    public VectorSelector bare() {
      return new VectorSelector(name, matchers, Optional.empty(), Optional.empty(), span);
    }

    @Override
    public VectorSelector withOffset(DurationExpr changed, Span whole) {
      return new VectorSelector(name, matchers, Optional.of(changed), at, whole);
    }

    @Override
    public VectorSelector withAt(At changed, Span whole) {
      return new VectorSelector(name, matchers, offset, Optional.of(changed), whole);
    }
  }

  /// Selects series and reads the samples of a span of time.
  ///
  /// @param selector which series, with the offset and `@` of the whole
  record MatrixSelector(VectorSelector selector, DurationExpr range, Span span) implements Timed {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }

    @Override
    public Optional<DurationExpr> offset() {
      return selector.offset();
    }

    @Override
    public Optional<At> at() {
      return selector.at();
    }

    @Override
    public MatrixSelector withOffset(DurationExpr changed, Span whole) {
      return new MatrixSelector(selector.withOffset(changed, selector.span()), range, whole);
    }

    @Override
    public MatrixSelector withAt(At changed, Span whole) {
      return new MatrixSelector(selector.withAt(changed, selector.span()), range, whole);
    }
  }

  /// Evaluates an expression at many instants of a span of time.
  ///
  /// @param step between two instants; empty for the evaluation interval of that Prometheus
  record Subquery(
      Expr inner,
      DurationExpr range,
      Optional<DurationExpr> step,
      Optional<DurationExpr> offset,
      Optional<At> at,
      Span span)
      implements Timed {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }

    @Override
    public Subquery withOffset(DurationExpr changed, Span whole) {
      return new Subquery(inner, range, step, Optional.of(changed), at, whole);
    }

    @Override
    public Subquery withAt(At changed, Span whole) {
      return new Subquery(inner, range, step, offset, Optional.of(changed), whole);
    }
  }

  /// Folds the series of a vector into fewer.
  ///
  /// @param without true if `labels` are dropped, false if only they are kept
  record Aggregation(
      Aggregator aggregator,
      Optional<Expr> parameter,
      Expr inner,
      boolean without,
      List<String> labels,
      Span span)
      implements Expr {
    public Aggregation {
      labels = List.copyOf(labels);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /// A call of a function.
  record Call(FunctionSignature function, List<Expr> arguments, Span span) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.result();
    }
  }

  /// The `@` modifier: a time to read at, whatever the time of the query.
  sealed interface At {
    /// A time that stays, to the millisecond.
    record Fixed(Instant instant) implements At {}

    /// An end of the query's own range; of an instant query both are its time.
    enum Edge implements At {
      START,
      END
    }
  }

  /// How the series of two instant vectors find each other in a binary operation.
  ///
  /// @param cardinality how many partners a series may have on each side
  /// @param on true if only `labels` are compared, false if all labels but these
  /// @param labels in the order written; may be empty
  /// @param include labels copied from the "one" side by `group_left` and `group_right`
  record VectorMatching(
      Cardinality cardinality, boolean on, List<String> labels, List<String> include) {
    /// Named as Prometheus does: left side first.
    public enum Cardinality {
      ONE_TO_ONE,
      MANY_TO_ONE,
      ONE_TO_MANY,
      MANY_TO_MANY
    }

    public VectorMatching {
      Objects.requireNonNull(cardinality);
      labels = List.copyOf(labels);
      include = List.copyOf(include);
    }
  }

  /// The aggregations that a Prometheus 3.14 with default flags knows.
  enum Aggregator {
    SUM,
    AVG,
    COUNT,
    MIN,
    MAX,
    GROUP,
    STDDEV,
    STDVAR,
    TOPK(ValueType.SCALAR),
    BOTTOMK(ValueType.SCALAR),
    COUNT_VALUES(ValueType.STRING),
    QUANTILE(ValueType.SCALAR);

    private final Optional<ValueType> parameter;

    Aggregator() {
      this.parameter = Optional.empty();
    }

    Aggregator(ValueType parameter) {
      this.parameter = Optional.of(parameter);
    }

    /// The type of the parameter before the aggregated expression; empty if it takes none.
    public Optional<ValueType> parameter() {
      return parameter;
    }

    /// As it is written, such as `count_values`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Empty if the word, in lower case, is no aggregation.
    static Optional<Aggregator> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }
}
