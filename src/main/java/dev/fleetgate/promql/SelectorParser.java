package dev.fleetgate.promql;

import dev.fleetgate.promql.Tokens.Refusal;
import dev.fleetgate.promql.regex.RegexSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads vector selectors, and the lists of labels behind `by`, `on` and their like.
final class SelectorParser {
  /// Keywords that cannot be the name of a metric outside braces.
  private static final Set<String> NO_METRIC =
      Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2");

  private final Tokens tokens;

  SelectorParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// A metric name, braces, or both.
  Expr selector() {
    Token first = tokens.peek();
    String name = first.is("{") ? "" : metricName();
    List<LabelMatcher> matchers = tokens.at("{") ? matchers() : List.of();
    Span span = first.span().to(tokens.last().span());
    refuseSecondName(first, name, matchers);
    if (name.isEmpty() && matchers.stream().allMatch(LabelMatcher::selectsAbsent)) {
      throw new Refusal(
          first.start(),
          "a selector of every series",
          "a metric name, or a matcher that the empty text does not match");
    }
    return new Expr.VectorSelector(name, matchers, Optional.empty(), Optional.empty(), span);
  }

  /// Labels in parentheses.
  List<String> labels() {
    tokens.expect("(", "\"(\" and label names");
    List<String> labels = new ArrayList<>();
    while (!tokens.at(")")) {
      labels.add(label());
      if (!tokens.at(")")) {
        tokens.expect(",", "\",\" or \")\" behind a label name");
      }
    }
    tokens.next();
    return labels;
  }

  private String metricName() {
    Token token = tokens.peek();
    boolean name =
        switch (token.kind()) {
          case NAME, METRIC_NAME -> true;
          case KEYWORD -> !NO_METRIC.contains(token.word());
          case NUMBER, DURATION, STRING, SYMBOL, END, ERROR -> false;
        };
    if (!name) {
      throw tokens.unexpected("a value: a metric, a number, a call, an aggregation or \"(\"");
    }
    return tokens.next().text();
  }

  private static void refuseSecondName(Token first, String name, List<LabelMatcher> matchers) {
    boolean twice =
        matchers.stream().anyMatch(each -> each.label().equals(LabelMatcher.METRIC_NAME));
    if (!name.isEmpty() && twice) {
      throw new Refusal(
          first.start(),
          "metric name \"" + name + "\" and a second one in braces",
          "one metric name");
    }
  }

  private List<LabelMatcher> matchers() {
    tokens.next();
    List<LabelMatcher> matchers = new ArrayList<>();
    while (!tokens.at("}")) {
      matchers.add(matcher());
      if (!tokens.at("}")) {
        tokens.expect(",", "\",\" or \"}\" behind a label matcher");
      }
    }
    tokens.next();
    return matchers;
  }

  private LabelMatcher matcher() {
    Token name = tokens.peek();
    return switch (name.kind()) {
      case NAME -> compared(tokens.next().text());
      case STRING -> quoted(Quoting.unquote(tokens.next()));
      case METRIC_NAME, KEYWORD, NUMBER, DURATION, SYMBOL, END, ERROR ->
          throw tokens.unexpected("a label name, a quoted metric name or \"}\"");
    };
  }

  private LabelMatcher quoted(String name) {
    return tokens.at(",") || tokens.at("}")
        ? new LabelMatcher(LabelMatcher.METRIC_NAME, LabelMatcher.Kind.EQUAL, name)
        : compared(name);
  }

  private LabelMatcher compared(String label) {
    for (LabelMatcher.Kind kind : LabelMatcher.Kind.values()) {
      if (tokens.accept(kind.symbol())) {
        return new LabelMatcher(label, kind, value(kind));
      }
    }
    throw tokens.unexpected("= != =~ or !~ behind a label name");
  }

  private String value(LabelMatcher.Kind kind) {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.STRING) {
      throw tokens.unexpected("a quoted value");
    }
    String value = Quoting.unquote(tokens.next());
    boolean regex = kind == LabelMatcher.Kind.MATCHES || kind == LabelMatcher.Kind.MATCHES_NOT;
    Optional<String> problem = regex ? RegexSyntax.check(value).problem() : Optional.empty();
    if (problem.isPresent()) {
      throw new Refusal(
          token.start(),
          "regular expression " + token.text() + ": " + problem.get(),
          "RE2 syntax, without look-around, back-references or possessive repetition");
    }
    return value;
  }

  private String label() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NAME, METRIC_NAME -> tokens.next().text();
      case KEYWORD -> keywordLabel(token);
      case STRING -> quotedLabel(token);
      case NUMBER, DURATION, SYMBOL, END, ERROR -> throw tokens.unexpected("a label name or \")\"");
    };
  }

  private String keywordLabel(Token token) {
    if (token.is("without")) {
      throw tokens.unexpected("a label name; write \"without\" in quotes");
    }
    return tokens.next().text();
  }

  private String quotedLabel(Token token) {
    String label = Quoting.unquote(tokens.next());
    if (label.isEmpty()) {
      throw new Refusal(token.start(), "an empty label name", "at least one character");
    }
    return label;
  }
}
