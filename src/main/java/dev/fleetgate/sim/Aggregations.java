package dev.fleetgate.sim;

import dev.fleetgate.promql.Expr;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Folds the series of a vector into fewer.
final class Aggregations {
  private Aggregations() {}

  static List<Series> evaluate(Expr.Aggregation aggregation, Evaluator around) {
    Map<Map<String, String>, DoubleSummaryStatistics> groups = new LinkedHashMap<>();
    for (Series series : around.vector(aggregation.inner())) {
      groups
          .computeIfAbsent(
              series.key(!aggregation.without(), aggregation.labels()),
              _ -> new DoubleSummaryStatistics())
          .accept(series.value());
    }
    List<Series> folded = new ArrayList<>();
    groups.forEach((labels, values) ->
        folded.add(new Series(labels, value(aggregation, values), around.time())));
    return folded;
  }

  private static double value(Expr.Aggregation aggregation, DoubleSummaryStatistics values) {
    return switch (aggregation.aggregator()) {
      case SUM -> values.getSum();
      case AVG -> values.getAverage();
      case COUNT -> values.getCount();
      case MIN -> values.getMin();
      case MAX -> values.getMax();
      case GROUP -> 1;
      case STDDEV, STDVAR, TOPK, BOTTOMK, COUNT_VALUES, QUANTILE ->
          throw Evaluator.notSimulated(aggregation, "this aggregation");
    };
  }
}
