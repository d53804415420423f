package dev.fleetgate.promql;

import dev.fleetgate.promql.Tokens.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads calls of functions, and aggregations.
final class CallParser {
  private static final Set<String> EXPERIMENTAL = Set.of("limitk", "limit_ratio");

  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final SelectorParser selectors;

  CallParser(Tokens tokens, ExpressionParser expressions, SelectorParser selectors) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.selectors = selectors;
  }

  /// Whether the keyword, in lower case, may start an aggregation.
  static boolean isAggregation(String word) {
    return Expr.Aggregator.of(word).isPresent() || EXPERIMENTAL.contains(word);
  }

  /// `name(arguments)`.
  Expr call() {
    Token name = tokens.next();
    FunctionSignature function = FunctionSignature.named(name);
    List<Expr> arguments = arguments();
    Span span = name.span().to(tokens.last().span());
    return TypeRules.call(new Expr.Call(function, arguments, span));
  }

  /// `sum by (label) (x)` or `sum(x) by (label)`.
  Expr aggregation() {
    Token name = tokens.next();
    Expr.Aggregator aggregator =
        Expr.Aggregator.of(name.word())
            .orElseThrow(() ->
                new Refusal(
                    name.start(),
                    "aggregation " + name.word(),
                    "no experimental aggregation; use topk or bottomk"));
    Optional<Grouping> before = grouping();
    List<Expr> arguments = arguments();
    Grouping grouping = before.or(this::grouping).orElseGet(() -> new Grouping(false, List.of()));
    return aggregation(name, aggregator, grouping, arguments);
  }

  private record Grouping(boolean without, List<String> labels) {}

  private Optional<Grouping> grouping() {
    if (!tokens.at("by") && !tokens.at("without")) {
      return Optional.empty();
    }
    boolean without = tokens.next().is("without");
    return Optional.of(new Grouping(without, selectors.labels()));
  }

  private Expr aggregation(
      Token name, Expr.Aggregator aggregator, Grouping grouping, List<Expr> arguments) {
    int wanted = aggregator.parameter().isPresent() ? 2 : 1;
    if (arguments.size() != wanted) {
      throw new Refusal(
          name.start(),
          aggregator.word() + " of " + arguments.size() + " arguments",
          wanted == 1 ? "one argument" : "two arguments: a parameter and a vector");
    }
    Optional<Expr> parameter = wanted == 2 ? Optional.of(arguments.getFirst()) : Optional.empty();
    Span span = name.span().to(tokens.last().span());
    return TypeRules.aggregation(
        new Expr.Aggregation(
            aggregator,
            parameter,
            arguments.getLast(),
            grouping.without(),
            grouping.labels(),
            span));
  }

  private List<Expr> arguments() {
    tokens.expect("(", "\"(\" and arguments");
    List<Expr> arguments = new ArrayList<>();
    if (tokens.accept(")")) {
      return arguments;
    }
    do {
      arguments.add(expressions.expression(0));
    } while (tokens.accept(","));
    tokens.expect(")", "an operator, \",\" or \")\"");
    return arguments;
  }
}
