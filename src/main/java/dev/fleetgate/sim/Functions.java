package dev.fleetgate.sim;

import dev.fleetgate.promql.Expr;
import dev.fleetgate.promql.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The functions of PromQL that are simulated: `time`, `vector`, `timestamp`, `label_replace`,
/// `rate`, `increase` and the extremes and the average over time.
final class Functions {
  private Functions() {}

  static double scalar(Expr.Call call, Evaluator around) {
    if (call.function().name().equals("time")) {
      return seconds(around.time());
    }
    throw Evaluator.notSimulated(call, "this function");
  }

  static List<Series> vector(Expr.Call call, Evaluator around) {
    return switch (call.function().name()) {
      case "vector" ->
          List.of(new Series(Map.of(), around.scalar(call.arguments().getFirst()), around.time()));
      case "timestamp" ->
          around.vector(call.arguments().getFirst()).stream()
              .map(one -> one.unnamed(seconds(one.time()), around.time()))
              .toList();
      case "label_replace" -> replaced(call, around);
      case "rate", "increase", "max_over_time", "min_over_time", "avg_over_time" ->
          overTime(call, around);
      default -> throw Evaluator.notSimulated(call, "this function");
    };
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  /// Series with fewer samples than the function needs give none.
  private static List<Series> overTime(Expr.Call call, Evaluator around) {
    if (!(call.arguments().getFirst() instanceof Expr.MatrixSelector matrix)) {
      throw Evaluator.notSimulated(call, "a range that is no selector");
    }
    String name = call.function().name();
    boolean counter = name.equals("rate") || name.equals("increase");
    List<Series> folded = new ArrayList<>();
    for (List<Series> samples : around.range(matrix).values()) {
      if (samples.size() >= (counter ? 2 : 1)) {
        double value = counter ? difference(name, samples) : folded(name, samples);
        folded.add(samples.getLast().unnamed(value, around.time()));
      }
    }
    return folded;
  }

  /// Counters of the simulation never reset.
  private static double difference(String name, List<Series> samples) {
    double increase = samples.getLast().value() - samples.getFirst().value();
    double apart =
        Duration.between(samples.getFirst().time(), samples.getLast().time()).toMillis() / 1000.0;
    return name.equals("rate") ? increase / apart : increase;
  }

  private static double folded(String name, List<Series> samples) {
    var statistics = samples.stream().mapToDouble(Series::value).summaryStatistics();
    return switch (name) {
      case "max_over_time" -> statistics.getMax();
      case "min_over_time" -> statistics.getMin();
      default -> statistics.getAverage();
    };
  }

  /// `label_replace(v, target, replacement, source, regex)`.
  private static List<Series> replaced(Expr.Call call, Evaluator around) {
    String target = text(call, 1);
    String source = text(call, 3);
    Pattern regex = Pattern.compile(text(call, 4));
    List<Series> replaced = new ArrayList<>();
    for (Series series : around.vector(call.arguments().getFirst())) {
      Matcher matcher = regex.matcher(series.labels().getOrDefault(source, ""));
      Map<String, String> labels = new TreeMap<>(series.labels());
      if (matcher.matches()) {
        labels.put(target, matcher.replaceFirst(text(call, 2)));
        labels.values().removeIf(String::isEmpty);
      }
      replaced.add(new Series(labels, series.value(), series.time()));
    }
    return replaced;
  }

  private static String text(Expr.Call call, int argument) {
    Expr expr = call.arguments().get(argument);
    if (expr.type() == ValueType.STRING && expr instanceof Expr.StringLiteral(var value, _)) {
      return value;
    }
    throw Evaluator.notSimulated(call, "a text in parentheses");
  }
}
