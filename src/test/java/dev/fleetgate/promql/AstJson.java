package dev.fleetgate.promql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Our tree in the JSON that Prometheus's `/api/v1/parse_query` answers with.
///
/// Source: `web/api/v1/translate_ast.go` of Prometheus 3.14.
final class AstJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = new JsonMapper();

  private AstJson() {}

  /// The tree as it looks after a way through text, so that numbers compare by value.
  static JsonNode of(Expr expr) {
    try {
      return JSON.readTree(JSON.writeValueAsString(tree(expr)));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode tree(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral it -> node("numberLiteral").put("val", number(it.value()));
      case Expr.StringLiteral it -> node("stringLiteral").put("val", it.value());
      case Expr.Paren it -> node("parenExpr").set("expr", tree(it.inner()));
      case Expr.Unary it ->
          node("unaryExpr").put("op", sign(it.negative())).set("expr", tree(it.operand()));
      case Expr.Binary it -> binary(it);
      case Expr.Timed it -> timed(it);
      case Expr.Aggregation it -> aggregation(it);
      case Expr.Call it -> call(it);
    };
  }

  private static ObjectNode timed(Expr.Timed timed) {
    return switch (timed) {
      case Expr.VectorSelector it -> selector("vectorSelector", it);
      case Expr.MatrixSelector it -> matrix(it);
      case Expr.Subquery it -> subquery(it);
    };
  }

  private static String sign(boolean negative) {
    return negative ? "-" : "+";
  }

  private static ObjectNode binary(Expr.Binary it) {
    ObjectNode json = node("binaryExpr").put("op", it.operator().symbol());
    json.put("bool", it.returnsBool());
    json.set("lhs", tree(it.left()));
    json.set("rhs", tree(it.right()));
    json.set("matching", it.matching().<JsonNode>map(AstJson::matching).orElse(NODES.nullNode()));
    return json;
  }

  private static ObjectNode matching(Expr.VectorMatching it) {
    ObjectNode json = NODES.objectNode();
    json.put("card", it.cardinality().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("on", it.on());
    json.set("labels", texts(it.labels()));
    json.set("include", texts(it.include()));
    json.putObject("fillValues").putNull("lhs").putNull("rhs");
    return json;
  }

  private static ObjectNode selector(String type, Expr.VectorSelector it) {
    ObjectNode json = node(type).put("name", it.name());
    ArrayNode matchers = json.putArray("matchers");
    it.matchers().forEach(each -> matchers.add(matcher(each)));
    if (!it.name().isEmpty()) {
      matchers.add(matcher(new LabelMatcher("__name__", LabelMatcher.Kind.EQUAL, it.name())));
    }
    json.put("anchored", false).put("smoothed", false);
    length(json, "offset", it.offset());
    at(json, it.at());
    return json;
  }

  private static ObjectNode matrix(Expr.MatrixSelector it) {
    ObjectNode json = selector("matrixSelector", it.selector());
    length(json, "range", Optional.of(it.range()));
    return json;
  }

  private static ObjectNode matcher(LabelMatcher it) {
    return NODES
        .objectNode()
        .put("name", it.label())
        .put("type", it.kind().symbol())
        .put("value", it.value());
  }

  private static ObjectNode subquery(Expr.Subquery it) {
    ObjectNode json = node("subquery").set("expr", tree(it.inner()));
    length(json, "range", Optional.of(it.range()));
    length(json, "step", it.step());
    length(json, "offset", it.offset());
    at(json, it.at());
    return json;
  }

  private static ObjectNode aggregation(Expr.Aggregation it) {
    ObjectNode json = node("aggregation").put("op", it.aggregator().word());
    json.set("expr", tree(it.inner()));
    json.set("param", it.parameter().<JsonNode>map(AstJson::tree).orElse(NODES.nullNode()));
    json.set("grouping", texts(it.labels()));
    return json.put("without", it.without());
  }

  private static ObjectNode call(Expr.Call it) {
    ObjectNode json = node("call");
    FunctionSignature function = it.function();
    json.putObject("func")
        .put("name", function.name())
        .put("variadic", function.variadic())
        .put("returnType", type(function.result()))
        .set("argTypes", texts(function.arguments().stream().map(AstJson::type).toList()));
    ArrayNode arguments = json.putArray("args");
    it.arguments().forEach(argument -> arguments.add(tree(argument)));
    return json;
  }

  private static void at(ObjectNode json, Optional<Expr.At> at) {
    json.putNull("timestamp").putNull("startOrEnd");
    switch (at.orElse(null)) {
      case Expr.At.Fixed(var instant) -> json.put("timestamp", instant.toEpochMilli());
      case Expr.At.Edge edge -> json.put("startOrEnd", edge.name().toLowerCase(Locale.ROOT));
      case null -> {
        // None written.
      }
    }
  }

  /// A literal is given in milliseconds, a formula as a tree beside a zero.
  private static void length(ObjectNode json, String key, Optional<DurationExpr> length) {
    Duration literal =
        length.orElse(null) instanceof DurationExpr.Literal it ? it.length() : Duration.ZERO;
    json.put(key, literal.toNanos() / 1_000_000);
    json.set(
        key + "Expr",
        length
            .filter(it -> !(it instanceof DurationExpr.Literal))
            .<JsonNode>map(AstJson::formula)
            .orElse(NODES.nullNode()));
  }

  private static ObjectNode formula(DurationExpr it) {
    return switch (it) {
      case DurationExpr.Literal(var seconds, var unit, _) ->
          node("numberLiteral").put("val", number(seconds)).put("duration", unit);
      case DurationExpr.Group(var inner, _) -> formula(inner).put("wrapped", true);
      case DurationExpr.Signed(var negative, var operand, _) ->
          formula(sign(negative), NODES.nullNode(), formula(operand));
      case DurationExpr.Arithmetic(var operator, var left, var right) ->
          formula(operator.symbol(), formula(left), formula(right));
      case DurationExpr.Extreme(var greatest, var left, var right, _) ->
          formula(greatest ? "max_of" : "min_of", formula(left), formula(right));
      case DurationExpr.OfQuery query ->
          formula(query.kind().name().toLowerCase(Locale.ROOT), NODES.nullNode(), NODES.nullNode());
    };
  }

  private static ObjectNode formula(String operator, JsonNode left, JsonNode right) {
    ObjectNode json = node("durationExpr").put("op", operator).put("wrapped", false);
    json.set("lhs", left);
    json.set("rhs", right);
    return json;
  }

  /// As Go's `strconv.FormatFloat(value, 'f', -1, 64)`.
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String type(ValueType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode node(String type) {
    return NODES.objectNode().put("type", type);
  }
}
