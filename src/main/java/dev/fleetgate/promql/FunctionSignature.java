package dev.fleetgate.promql;

import static dev.fleetgate.promql.ValueType.MATRIX;
import static dev.fleetgate.promql.ValueType.SCALAR;
import static dev.fleetgate.promql.ValueType.STRING;
import static dev.fleetgate.promql.ValueType.VECTOR;

import dev.fleetgate.promql.Tokens.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a function takes and yields, and the functions of Prometheus 3.14 that are so described.
///
/// Source: `promql/parser/functions.go` of Prometheus 3.14.
///
/// @param name as it is written; case matters
/// @param arguments types of its arguments; those beyond the list have the last type
/// @param variadic 0: exactly these; n > 0: the last may be left out or stand up to n times; -1:
///   the last may be left out or repeated without limit
/// @param result type of the call
public record FunctionSignature(
    String name, List<ValueType> arguments, int variadic, ValueType result) {
  private static final Map<String, FunctionSignature> STABLE =
      Stream.of(
              each(
                  "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor"
                      + " histogram_avg histogram_count histogram_stddev histogram_stdvar"
                      + " histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh"
                      + " timestamp",
                  0,
                  VECTOR),
              each(
                  "absent_over_time avg_over_time changes count_over_time delta deriv"
                      + " first_over_time idelta increase irate last_over_time max_over_time"
                      + " min_over_time present_over_time rate resets stddev_over_time"
                      + " stdvar_over_time sum_over_time",
                  0,
                  MATRIX),
              each(
                  "day_of_month day_of_week day_of_year days_in_month hour minute month year",
                  1,
                  VECTOR),
              each("clamp", 0, VECTOR, SCALAR, SCALAR),
              each("clamp_max clamp_min", 0, VECTOR, SCALAR),
              each("histogram_fraction", 0, SCALAR, SCALAR, VECTOR),
              each("histogram_quantile", 0, SCALAR, VECTOR),
              each("label_join", -1, VECTOR, STRING, STRING, STRING),
              each("label_replace", 0, VECTOR, STRING, STRING, STRING, STRING),
              each("predict_linear", 0, MATRIX, SCALAR),
              each("quantile_over_time", 0, SCALAR, MATRIX),
              each("round", 1, VECTOR, SCALAR),
              each("vector", 0, SCALAR),
              Stream.of(
                  new FunctionSignature("pi", List.of(), 0, SCALAR),
                  new FunctionSignature("scalar", List.of(VECTOR), 0, SCALAR),
                  new FunctionSignature("time", List.of(), 0, SCALAR)))
          .flatMap(Function.identity())
          .collect(Collectors.toUnmodifiableMap(FunctionSignature::name, Function.identity()));

  private static final Set<String> EXPERIMENTAL =
      Set.of(
          "double_exponential_smoothing",
          "end",
          "histogram_quantiles",
          "info",
          "mad_over_time",
          "max_of",
          "min_of",
          "range",
          "sort_by_label",
          "sort_by_label_desc",
          "start",
          "start_timestamp",
          "step",
          "ts_of_first_over_time",
          "ts_of_last_over_time",
          "ts_of_max_over_time",
          "ts_of_min_over_time");

  public FunctionSignature {
    arguments = List.copyOf(arguments);
  }

  /// The fewest arguments of a call.
  public int least() {
    return variadic == 0 ? arguments.size() : arguments.size() - 1;
  }

  /// The most arguments of a call.
  public int most() {
    return variadic < 0 ? Integer.MAX_VALUE : least() + variadic;
  }

  /// The type of the argument at this index, from 0.
  ValueType argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }

  /// @throws Refusal if no such function is enabled
  static FunctionSignature named(Token name) {
    FunctionSignature found = STABLE.get(name.text());
    if (found != null) {
      return found;
    }
    throw new Refusal(
        name.start(),
        "function \"" + name.text() + "\"",
        EXPERIMENTAL.contains(name.text())
            ? "no experimental function"
            : "a function of Prometheus 3.14, in its own case of letters");
  }

  /// All that are enabled.
  static Set<String> names() {
    return STABLE.keySet();
  }

  private static Stream<FunctionSignature> each(
      String names, int variadic, ValueType... arguments) {
    return Arrays.stream(names.split(" "))
        .map(name -> new FunctionSignature(name, List.of(arguments), variadic, VECTOR));
  }
}
