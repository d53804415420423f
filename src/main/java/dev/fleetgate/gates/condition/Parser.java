package dev.fleetgate.gates.condition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a condition by recursive descent and checks types on the way, so that a tree that exists
/// is a tree that fits.
///
/// ```text
/// condition  = and { "||" and }
/// and        = comparison { "&&" comparison }
/// comparison = sum [ relation sum ]
/// sum        = product { ("+" | "-") product }
/// product    = unary { ("*" | "/") unary }
/// unary      = ("!" | "-" | "+") unary | primary
/// primary    = number | "true" | "false" | "value" | "result" [ "[" index "]" ]
///            | "len" "(" "result" ")" | "isNaN" "(" sum ")" | "(" condition ")"
/// ```
///
/// Thread safety: confined to one call.
final class Parser {
  private static final int DEEPEST = 100;
  private static final String NAMES = "value, result[0], len(result), isNaN(x), true or false";
  private static final Map<String, Term.Relation> RELATIONS =
      Map.of(
          "<", Term.Relation.LESS,
          "<=", Term.Relation.LESS_OR_EQUAL,
          ">", Term.Relation.GREATER,
          ">=", Term.Relation.GREATER_OR_EQUAL,
          "==", Term.Relation.EQUAL,
          "!=", Term.Relation.NOT_EQUAL);

  private final List<Token> tokens;
  private int position;
  private int depth;

  Parser(String text) {
    this.tokens = Lexer.tokens(text);
  }

  Term.TruthTerm condition() {
    Token first = peek();
    Term whole = or();
    Token rest = peek();
    if (rest.kind() != Token.Kind.END) {
      throw syntax(rest, "an operator or the end; join conditions by && or ||");
    }
    return truth(whole, first);
  }

  private Term or() {
    Token first = peek();
    Term left = and();
    while (peek().is("||")) {
      next();
      Token second = peek();
      left = new Term.Or(truth(left, first), truth(and(), second));
    }
    return left;
  }

  private Term and() {
    Token first = peek();
    Term left = comparison();
    while (peek().is("&&")) {
      next();
      Token second = peek();
      left = new Term.And(truth(left, first), truth(comparison(), second));
    }
    return left;
  }

  private Term comparison() {
    Token first = peek();
    Term left = sum();
    Term.@Nullable Relation relation = RELATIONS.get(peek().text());
    if (relation == null) {
      return left;
    }
    next();
    Token second = peek();
    Term compared = new Term.Comparison(relation, number(left, first), number(sum(), second));
    if (RELATIONS.containsKey(peek().text())) {
      throw syntax(peek(), "one comparison; write a < b && b < c");
    }
    return compared;
  }

  private Term sum() {
    Token first = peek();
    Term left = product();
    while (peek().is("+") || peek().is("-")) {
      Term.Operator operator = next().is("+") ? Term.Operator.PLUS : Term.Operator.MINUS;
      Token second = peek();
      left = new Term.Arithmetic(operator, number(left, first), number(product(), second));
    }
    return left;
  }

  private Term product() {
    Token first = peek();
    Term left = unary();
    while (peek().is("*") || peek().is("/")) {
      Term.Operator operator = next().is("*") ? Term.Operator.TIMES : Term.Operator.DIVIDED_BY;
      Token second = peek();
      left = new Term.Arithmetic(operator, number(left, first), number(unary(), second));
    }
    return left;
  }

  private Term unary() {
    Token sign = peek();
    if (!sign.is("!") && !sign.is("-") && !sign.is("+")) {
      return primary();
    }
    next();
    deeper(sign);
    Token first = peek();
    Term operand = unary();
    depth--;
    if (sign.is("!")) {
      return new Term.Not(truth(operand, first));
    }
    Term.NumberTerm number = number(operand, first);
    return sign.is("-") ? new Term.Negative(number) : number;
  }

  private Term primary() {
    Token token = next();
    return switch (token.kind()) {
      case NUMBER -> new Term.Literal(Double.parseDouble(token.text()));
      case NAME -> named(token);
      case SYMBOL -> parenthesised(token);
      case END -> throw syntax(token, "a number, " + NAMES);
    };
  }

  private Term parenthesised(Token open) {
    if (!open.is("(")) {
      throw syntax(open, "a number, " + NAMES + "; something is missing before it");
    }
    deeper(open);
    Term inner = or();
    expect(")");
    depth--;
    return inner;
  }

  private Term named(Token name) {
    return switch (name.text()) {
      case "true" -> new Term.Constant(true);
      case "false" -> new Term.Constant(false);
      case "value" -> new Term.TheValue();
      case "result" -> peek().is("[") ? element() : new Term.ResultList();
      case "len" -> length();
      case "isNaN" -> isNotANumber();
      case "and", "or", "not" -> throw syntax(name, "symbols; write &&, || or !");
      default -> throw syntax(name, NAMES);
    };
  }

  private Term element() {
    expect("[");
    Token index = next();
    if (index.kind() != Token.Kind.NUMBER || !index.text().matches("[0-9]{1,4}")) {
      throw syntax(index, "the number of a series, counted from 0; write result[0]");
    }
    expect("]");
    return new Term.Element(Integer.parseInt(index.text()));
  }

  private Term length() {
    expect("(");
    Token list = peek();
    deeper(list);
    Term of = or();
    depth--;
    expect(")");
    return switch (of) {
      case Term.ResultList _ -> new Term.Length();
      case Term.NumberTerm _, Term.TruthTerm _ -> throw type(list, of, "a list; write len(result)");
    };
  }

  private Term isNotANumber() {
    expect("(");
    Token first = peek();
    deeper(first);
    Term.NumberTerm operand = number(sum(), first);
    depth--;
    expect(")");
    return new Term.IsNotANumber(operand);
  }

  private void deeper(Token at) {
    depth++;
    if (depth > DEEPEST) {
      throw syntax(at, "at most " + DEEPEST + " levels of nesting");
    }
  }

  private void expect(String symbol) {
    Token token = next();
    if (!token.is(symbol)) {
      throw syntax(token, '"' + symbol + '"');
    }
  }

  private Token peek() {
    return tokens.get(position);
  }

  /// The word here; the end is never passed.
  private Token next() {
    Token token = tokens.get(position);
    if (token.kind() != Token.Kind.END) {
      position++;
    }
    return token;
  }

  private static Term.NumberTerm number(Term term, Token first) {
    return switch (term) {
      case Term.NumberTerm number -> number;
      case Term.TruthTerm _ -> throw type(first, term, "a number; put the comparison last");
      case Term.ResultList _ -> throw type(first, term, "a number; write value or result[0]");
    };
  }

  private static Term.TruthTerm truth(Term term, Token first) {
    return switch (term) {
      case Term.TruthTerm truth -> truth;
      case Term.NumberTerm _ ->
          throw type(first, term, "true or false; compare it, as in value < 1");
      case Term.ResultList _ -> throw type(first, term, "true or false; write result[0] < 1");
    };
  }

  private static RejectedException syntax(Token token, String expected) {
    return new RejectedException(
        new Compilation.Rejected(Compilation.Kind.SYNTAX, token.column(), token.shown(), expected));
  }

  private static RejectedException type(Token first, Term found, String expected) {
    String kind =
        switch (found) {
          case Term.NumberTerm _ -> "a number";
          case Term.TruthTerm _ -> "true or false";
          case Term.ResultList _ -> "the list result";
        };
    return new RejectedException(
        new Compilation.Rejected(Compilation.Kind.TYPE, first.column(), kind, expected));
  }
}
