package dev.fleetgate.promql.regex;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Character classes and escaped characters of RE2: reads one and tells whether it is well formed.
final class RegexClass {
  private static final Pattern POSIX = Pattern.compile("\\[:(.*?):]", Pattern.DOTALL);
  private static final Pattern RANGE = Pattern.compile("-(?=[^\\]])", Pattern.DOTALL);
  private static final Pattern CLASS_AHEAD = Pattern.compile("\\\\(?=[dDsSwWpP])");
  private static final Set<String> POSIX_NAMES =
      Set.of(
          "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit"
              .split(" "));
  private static final Pattern PERL = Pattern.compile("[dDsSwW]");
  private static final Pattern UNICODE =
      Pattern.compile("[pP](?:\\{([^}]*)}|([^{]))", Pattern.DOTALL);
  private static final Pattern CODE =
      Pattern.compile("[1-7][0-7]{1,2}|0[0-7]{0,2}|x[0-9a-fA-F]{2}|x\\{[0-9a-fA-F]+}");
  private static final String NAMED = "afnrtv";
  private static final String NAMED_MEANING = "\u0007\f\n\r\t\u000b";
  private static final Set<String> UNICODE_NAMES =
      Stream.concat(
              Stream.of(
                  ("Any C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi"
                          + " Po Ps S Sc Sk Sm So Z Zl Zp Zs SignWriting")
                      .split(" ")),
              Arrays.stream(UnicodeScript.values()).map(RegexClass::scriptName))
          .collect(Collectors.toUnmodifiableSet());
  private static final int NO_CHARACTER = -1;

  private final RegexScanner in;

  RegexClass(RegexScanner in) {
    this.in = in;
  }

  /// Reads a class behind its `[`.
  boolean read() {
    in.accept('^');
    boolean first = true;
    while (first || !in.at(']')) {
      if (in.atEnd() || !item()) {
        return false;
      }
      first = false;
    }
    return in.accept(']');
  }

  /// Reads what stands behind a backslash outside of a class.
  boolean escapedClassOrCharacter() {
    return escapedClass().orElseGet(() -> escapedCharacter() != NO_CHARACTER);
  }

  private boolean item() {
    Optional<String> posix = in.acceptMatching(POSIX);
    if (posix.isPresent()) {
      String name = posix.get().substring(2, posix.get().length() - 2);
      return POSIX_NAMES.contains(name.startsWith("^") ? name.substring(1) : name);
    }
    Optional<Boolean> escaped = in.at('\\') ? classAfterBackslash() : Optional.empty();
    if (escaped.isPresent()) {
      return escaped.get();
    }
    int low = character();
    if (low == NO_CHARACTER || in.acceptMatching(RANGE).isEmpty()) {
      return low != NO_CHARACTER;
    }
    int high = character();
    return high != NO_CHARACTER && low <= high;
  }

  private Optional<Boolean> classAfterBackslash() {
    return in.acceptMatching(CLASS_AHEAD).isPresent() ? escapedClass() : Optional.empty();
  }

  /// Empty if no class stands here; false if a malformed one does.
  private Optional<Boolean> escapedClass() {
    if (in.acceptMatching(PERL).isPresent()) {
      return Optional.of(true);
    }
    if (!in.at('p') && !in.at('P')) {
      return Optional.empty();
    }
    return Optional.of(
        in.acceptMatching(UNICODE)
            .map(text -> text.substring(1).replaceAll("^\\{\\^?|}$", ""))
            .map(UNICODE_NAMES::contains)
            .orElse(false));
  }

  private int character() {
    if (in.atEnd()) {
      return NO_CHARACTER;
    }
    return in.accept('\\') ? escapedCharacter() : in.nextCodePoint();
  }

  private int escapedCharacter() {
    Optional<String> code = in.acceptMatching(CODE);
    if (code.isPresent()) {
      return codePoint(code.get());
    }
    if (in.atEnd()) {
      return NO_CHARACTER;
    }
    int point = in.nextCodePoint();
    int named = NAMED.indexOf(point);
    if (named >= 0) {
      return NAMED_MEANING.charAt(named);
    }
    boolean punctuation = point < 0x80 && !Character.isLetterOrDigit(point);
    return punctuation ? point : NO_CHARACTER;
  }

  private static int codePoint(String code) {
    boolean hex = code.startsWith("x");
    String digits = code.replaceAll("[x{}]", "").replaceFirst("^0+(?=.)", "");
    if (digits.length() > 6) {
      return NO_CHARACTER;
    }
    int point = Integer.parseInt(digits, hex ? 16 : 8);
    return point <= Character.MAX_CODE_POINT ? point : NO_CHARACTER;
  }

  /// As Unicode writes it, such as `Old_Italic`.
  private static String scriptName(UnicodeScript script) {
    return Arrays.stream(script.name().split("_"))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("_"));
  }
}
