package dev.fleetgate.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One matcher of an alert's labels, written as in Alertmanager: `severity="page"`, `team=~"a|b"`,
/// `x!="y"`, `x!~"y"`. A missing label is the empty text. Regular expressions match the whole
/// value.
public record AlertMatcher(String label, Operator operator, String value) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"?((?:[^\"\\\\]|\\\\.)*)\"?\\s*");

  public AlertMatcher {
    Objects.requireNonNull(label);
    Objects.requireNonNull(operator);
    Objects.requireNonNull(value);
  }

  /// How a label is compared.
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    NOT_MATCHES("!~");

    private final String written;

    Operator(String written) {
      this.written = written;
    }

    private static Operator read(String written) {
      for (Operator operator : values()) {
        if (operator.written.equals(written)) {
          return operator;
        }
      }
      throw new IllegalArgumentException("operator: " + written + " (expected: =, !=, =~ or !~)");
    }
  }

  /// Reads one matcher; empty if the text is none.
  public static Optional<AlertMatcher> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Operator operator = Operator.read(form.group(2));
    String value = form.group(3).replace("\\\"", "\"").replace("\\\\", "\\");
    if ((operator == Operator.MATCHES || operator == Operator.NOT_MATCHES) && !compiles(value)) {
      return Optional.empty();
    }
    return Optional.of(new AlertMatcher(form.group(1), operator, value));
  }

  public boolean matches(Map<String, String> labels) {
    String found = labels.getOrDefault(label, "");
    return switch (operator) {
      case EQUAL -> found.equals(value);
      case NOT_EQUAL -> !found.equals(value);
      case MATCHES -> Pattern.matches(value, found);
      case NOT_MATCHES -> !Pattern.matches(value, found);
    };
  }

  /// As it is written in YAML.
  public String written() {
    return label + operator.written + Problem.quoted(value);
  }

  private static boolean compiles(String regex) {
    try {
      Pattern.compile(regex);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
