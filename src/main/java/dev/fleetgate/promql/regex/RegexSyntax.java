package dev.fleetgate.promql.regex;

import java.util.Optional;

/// Checks a regular expression against the syntax of RE2 as Go has it, which Java's differs from,
/// and tells whether it matches the empty text. It never matches anything else.
///
/// A text is alternatives of sequences of pieces; a piece is one character, a class, a group or an
/// assertion, and may be repeated once.
///
/// Source: `github.com/grafana/regexp/syntax` with the flags `Perl` and `DotNL`, as `model/labels`
/// of Prometheus 3.14 uses it. Not checked: the size of the compiled program.
public final class RegexSyntax {
  private static final int MOST_REPEATS = 1000;
  private static final int MOST_NESTED = 200;
  private static final int NO_LIMIT = -1;

  /// @param problem what is wrong; empty if nothing is
  /// @param matchesEmpty whether the empty text matches; false if there is a problem
  public record Check(Optional<String> problem, boolean matchesEmpty) {}

  /// @param empty whether it can match nothing
  /// @param repeats how often its inmost part can be repeated, all counts multiplied
  private record Piece(boolean empty, int repeats) {
    static final Piece CHARACTER = new Piece(false, 1);
    static final Piece NOTHING = new Piece(true, 1);
  }

  private record Count(int least, int most) {}

  private static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String sentence) {
      super(sentence, null, false, false);
    }
  }

  private final RegexScanner in;

  private RegexSyntax(String regex) {
    this.in = new RegexScanner(regex);
  }

  /// Every text has an answer; nothing is thrown.
  public static Check check(String regex) {
    RegexSyntax syntax = new RegexSyntax(regex);
    try {
      Piece whole = syntax.alternatives(0);
      if (!syntax.in.atEnd()) {
        throw new Problem("unexpected )");
      }
      return new Check(Optional.empty(), whole.empty());
    } catch (Problem problem) {
      return new Check(Optional.of(String.valueOf(problem.getMessage())), false);
    }
  }

  private Piece alternatives(int depth) {
    if (depth > MOST_NESTED) {
      throw new Problem("expression nests too deeply");
    }
    Piece all = sequence(depth);
    while (in.accept('|')) {
      Piece next = sequence(depth);
      all = new Piece(all.empty() || next.empty(), Math.max(all.repeats(), next.repeats()));
    }
    return all;
  }

  private Piece sequence(int depth) {
    Piece all = Piece.NOTHING;
    Optional<Piece> last = Optional.empty();
    boolean repeated = false;
    while (!in.atSequenceEnd()) {
      Optional<Count> count = count();
      if (count.isPresent()) {
        if (repeated || last.isEmpty()) {
          throw new Problem(repeated ? "invalid nested repetition" : "nothing to repeat");
        }
        last = last.map(piece -> repeat(piece, count.get()));
        in.accept('?');
        repeated = true;
      } else {
        Optional<Piece> next = piece(depth);
        if (next.isPresent()) {
          all = last.isPresent() ? join(all, last.get()) : all;
          last = next;
        }
        repeated = false;
      }
    }
    return last.isPresent() ? join(all, last.get()) : all;
  }

  private static Piece join(Piece left, Piece right) {
    return new Piece(left.empty() && right.empty(), Math.max(left.repeats(), right.repeats()));
  }

  private static Piece repeat(Piece piece, Count count) {
    int times = count.most() == NO_LIMIT ? count.least() : count.most();
    int repeats = count.most() == 0 ? 1 : Math.max(1, times) * piece.repeats();
    if ((count.least() >= 2 || count.most() >= 2) && repeats > MOST_REPEATS) {
      throw new Problem("invalid repeat count");
    }
    return new Piece(piece.empty() || count.least() == 0, repeats);
  }

  /// A repetition, if one stands here; a brace that is none is an ordinary character.
  private Optional<Count> count() {
    if (in.accept('*')) {
      return Optional.of(new Count(0, NO_LIMIT));
    }
    if (in.accept('+')) {
      return Optional.of(new Count(1, NO_LIMIT));
    }
    if (in.accept('?')) {
      return Optional.of(new Count(0, 1));
    }
    return in.at('{') ? braces() : Optional.empty();
  }

  private Optional<Count> braces() {
    Optional<String> text = in.acceptMatching(RegexScanner.REPEAT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] bounds = text.get().substring(1, text.get().length() - 1).split(",", -1);
    int least = bound(bounds[0]);
    int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? NO_LIMIT : bound(bounds[1]);
    if (most != NO_LIMIT && least > most) {
      throw new Problem("invalid repeat count");
    }
    return Optional.of(new Count(least, most));
  }

  private static int bound(String digits) {
    if (digits.length() > 4 || Integer.parseInt(digits) > MOST_REPEATS) {
      throw new Problem("invalid repeat count");
    }
    return Integer.parseInt(digits);
  }

  /// The next piece; empty if it is flags or nothing quoted.
  private Optional<Piece> piece(int depth) {
    char c = in.next();
    return switch (c) {
      case '(' -> group(depth);
      case '[' -> {
        refuseIf(!new RegexClass(in).read(), "invalid character class");
        yield Optional.of(Piece.CHARACTER);
      }
      case '\\' -> escape();
      case '^', '$' -> Optional.of(Piece.NOTHING);
      default -> Optional.of(Piece.CHARACTER);
    };
  }

  private Optional<Piece> escape() {
    refuseIf(in.atEnd(), "trailing backslash");
    if (in.accept('A') || in.accept('z') || in.accept('B')) {
      return Optional.of(Piece.NOTHING);
    }
    if (in.accept('b')) { // A word's edge: the empty text has none.
      return Optional.of(Piece.CHARACTER);
    }
    if (in.accept('Q')) {
      in.unquote();
      return Optional.empty();
    }
    refuseIf(!new RegexClass(in).escapedClassOrCharacter(), "invalid escape sequence");
    return Optional.of(Piece.CHARACTER);
  }

  /// A group behind its parenthesis; empty if it only sets flags.
  private Optional<Piece> group(int depth) {
    if (in.at('?') && in.acceptMatching(RegexScanner.NAME).isEmpty()) {
      Optional<String> flags = in.acceptMatching(RegexScanner.FLAGS);
      refuseIf(flags.isEmpty(), "invalid or unsupported Perl syntax");
      if (flags.filter(text -> text.endsWith(")")).isPresent()) {
        return Optional.empty();
      }
    }
    Piece inner = alternatives(depth + 1);
    refuseIf(!in.accept(')'), "missing closing )");
    return Optional.of(inner);
  }

  private static void refuseIf(boolean wrong, String sentence) {
    if (wrong) {
      throw new Problem(sentence);
    }
  }
}
