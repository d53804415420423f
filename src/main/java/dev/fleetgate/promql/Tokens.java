package dev.fleetgate.promql;

import dev.fleetgate.model.Mismatch;
import java.util.List;

/// The words of one text, read one after the other by the parsers of its parts.
final class Tokens {
  /// How deep expressions may be nested; it keeps a hostile text from exhausting the stack.
  static final int MOST_NESTED = 250;

  private final List<Token> all;
  private int at = 0;
  private int depth = 0;

  Tokens(List<Token> all) {
    this.all = List.copyOf(all);
  }

  Token peek() {
    return peek(0);
  }

  /// The token this many places ahead; the last one from there on.
  Token peek(int ahead) {
    return all.get(Math.min(at + ahead, all.size() - 1));
  }

  Token next() {
    Token token = peek();
    at = Math.min(at + 1, all.size() - 1);
    return token;
  }

  /// The token that was read last.
  Token last() {
    return all.get(Math.max(at - 1, 0));
  }

  boolean at(String word) {
    return peek().is(word);
  }

  /// Reads the token if it is this word.
  boolean accept(String word) {
    if (!at(word)) {
      return false;
    }
    next();
    return true;
  }

  /// @throws Refusal if the next token is not this word
  Token expect(String word, String expected) {
    if (!at(word)) {
      throw unexpected(expected);
    }
    return next();
  }

  /// The refusal of the next token.
  Refusal unexpected(String expected) {
    Token token = peek();
    return token.kind() == Token.Kind.ERROR
        ? new Refusal(token.start(), token.text(), token.expected())
        : new Refusal(token.start(), "unexpected " + token.found(), expected);
  }

  /// Counts one level of nesting; [#leave] ends it.
  void enter() {
    if (++depth > MOST_NESTED) {
      throw new Refusal(
          peek().start(), "deeper nesting than " + MOST_NESTED, "an expression of fewer levels");
    }
  }

  void leave() {
    depth--;
  }

  /// Ends a parse from any depth; becomes [ParseOutcome.Refused] in [PromqlParser] and leaves no
  /// other way.
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final transient Mismatch why;

    /// @param offset where in the text
    /// @param found what stands there
    /// @param expected the rule that it broke
    Refusal(int offset, String found, String expected) {
      super(found, null, false, false);
      this.offset = offset;
      this.why = new Mismatch(found, expected);
    }

    ParseOutcome.Refused outcome() {
      return new ParseOutcome.Refused(offset, why);
    }
  }
}
