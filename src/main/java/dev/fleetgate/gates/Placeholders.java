package dev.fleetgate.gates;

import dev.fleetgate.gates.spec.GateRule;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Puts values in the place of `{{name}}`. A value is never placeholder text again, and it cannot
/// change the structure of what it is put into:
///
/// - inside a PromQL string it is escaped for the quotes around it;
/// - elsewhere in PromQL only a name, a number or a duration is let through;
/// - in a condition only a number is.
///
/// Thread safety: confined to one call.
final class Placeholders {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_:]+(?:\\.[0-9]+)?");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final char NONE = '\0';

  private final Node.Text text;
  private final String subject;
  private final Function<String, Optional<String>> values;
  private final Problems problems;
  private final StringBuilder out = new StringBuilder();

  /// The quotes around the place reached: `"`, `'`, a back quote, `#` for a comment, or [#NONE].
  private char quote = NONE;

  private Placeholders(
      Node.Text text,
      String subject,
      Function<String, Optional<String>> values,
      Problems problems) {
    this.text = text;
    this.subject = subject;
    this.values = values;
    this.problems = problems;
  }

  /// A query with its values; empty if a problem was added.
  static Optional<String> query(
      Node.Text text,
      String subject,
      Function<String, Optional<String>> values,
      Problems problems) {
    Problems found = new Problems();
    Placeholders placeholders = new Placeholders(text, subject, values, found);
    placeholders.replace(placeholders::inQuery);
    return done(placeholders, found, problems);
  }

  /// A condition with its values; empty if a problem was added.
  static Optional<String> condition(
      Node.Text text,
      String subject,
      Function<String, Optional<String>> values,
      Problems problems) {
    Problems found = new Problems();
    Placeholders placeholders = new Placeholders(text, subject, values, found);
    placeholders.replace(placeholders::inCondition);
    return done(placeholders, found, problems);
  }

  private static Optional<String> done(
      Placeholders placeholders, Problems found, Problems problems) {
    found.list().forEach(problems::add);
    return found.none() ? Optional.of(placeholders.out.toString()) : Optional.empty();
  }

  private void replace(Function<Value, String> written) {
    String source = text.value();
    int at = 0;
    while (at < source.length()) {
      if (!source.startsWith("{{", at)) {
        at = copied(source, at);
        continue;
      }
      int end = source.indexOf("}}", at);
      if (end < 0) {
        add(GateRule.UNCLOSED_PLACEHOLDER, source.substring(at), "}} behind the name");
        return;
      }
      String name = source.substring(at + 2, end).strip();
      Optional<String> value = values.apply(name);
      if (value.isEmpty()) {
        add(
            GateRule.UNKNOWN_PLACEHOLDER,
            "{{" + name + "}}",
            "{{args.NAME}} of a declared argument, {{cluster.name}} or {{cluster.labels.NAME}} of a"
                + " label that the cluster has");
      }
      value.ifPresent(found -> out.append(written.apply(new Value(name, found))));
      at = end + 2;
    }
  }

  /// Copies one character, or an escaped pair, and follows the quotes.
  private int copied(String source, int at) {
    char character = source.charAt(at);
    boolean escapes = quote == '"' || quote == '\'';
    if (escapes && character == '\\' && at + 1 < source.length()) {
      out.append(source, at, at + 2);
      return at + 2;
    }
    out.append(character);
    if (quote == NONE) {
      quote = "\"'`#".indexOf(character) >= 0 ? character : NONE;
    } else if (character == (quote == '#' ? '\n' : quote)) {
      quote = NONE;
    }
    return at + 1;
  }

  private String inQuery(Value value) {
    return switch (quote) {
      case '"', '\'' -> escaped(value.text());
      case '#' -> "";
      case '`' -> inBackQuotes(value);
      default -> outsideQuotes(value);
    };
  }

  private String inBackQuotes(Value value) {
    if (value.text().indexOf('`') >= 0) {
      unsafe(value, "a value without back quotes; write the query's string in double quotes");
    }
    return value.text();
  }

  private String outsideQuotes(Value value) {
    if (!WORD.matcher(value.text()).matches() && !NUMBER.matcher(value.text()).matches()) {
      unsafe(value, "a name, a number or a duration; other texts only inside quotes");
    }
    return value.text();
  }

  private String inCondition(Value value) {
    if (!NUMBER.matcher(value.text()).matches()) {
      add(GateRule.VALUE_NOT_A_NUMBER, value.shown(), "a number; conditions compare numbers");
    }
    return value.text();
  }

  /// For either kind of quotes: PromQL reads both with Go's escapes.
  private String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(point -> {
          if (point == '\\' || point == quote) {
            escaped.append('\\').appendCodePoint(point);
          } else if (point < ' ') {
            escaped.append("\\x%02x".formatted(point));
          } else {
            escaped.appendCodePoint(point);
          }
        });
    return escaped.toString();
  }

  private void unsafe(Value value, String expected) {
    add(GateRule.UNSAFE_VALUE, value.shown(), expected);
  }

  private void add(GateRule rule, String found, String expected) {
    problems.add(new Problem(text.at(), rule, subject, found, expected));
  }

  /// A value for the placeholder of a name.
  private record Value(String name, String text) {
    String shown() {
      return "{{" + name + "}} is " + Problem.quoted(text);
    }
  }
}
