package dev.fleetgate.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a mapping strictly: wrong types, missing and unknown fields become [Problems], never
/// guesses. A field that has a problem reads as its fallback, so that reading goes on and all
/// problems are found.
///
/// Thread safety: confined to the thread that reads the input.
public final class Fields {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})(%?)");

  private final Node.Obj object;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(Node.Obj object, Problems problems) {
    this.object = object;
    this.problems = problems;
  }

  /// @param subject what the mapping is, for the message when it is none
  public static Fields of(Node node, String subject, Problems problems) {
    if (node instanceof Node.Obj object) {
      return new Fields(object, problems);
    }
    problems.add(node, FieldRule.NOT_A_MAPPING, subject, "a mapping; write its fields below it");
    return new Fields(new Node.Obj(Map.of(), node.at()), new Problems());
  }

  /// The field as it stands; empty if it was not written or is null.
  public Optional<Node> node(String key) {
    asked.add(key);
    return object.field(key).filter(node -> !(node instanceof Node.Null));
  }

  /// The field as it stands, which must be there; null stands in for a missing one.
  public Node required(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      missing(key);
    }
    return node.orElseGet(() -> new Node.Null(at()));
  }

  public Position at() {
    return object.at();
  }

  /// The names of the fields that were written, in their order; for mappings whose keys are free.
  public Set<String> names() {
    return object.fields().keySet();
  }

  public Problems problems() {
    return problems;
  }

  /// A text that must be there and not be empty.
  public String text(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      missing(key);
      return "";
    }
    String text = asText(node.get(), key);
    if (text.isEmpty() && node.get() instanceof Node.Text) {
      problems.add(node.get(), FieldRule.EMPTY_TEXT, key, "a text that is not empty");
    }
    return text;
  }

  public String text(String key, String fallback) {
    return node(key).map(node -> asText(node, key)).orElse(fallback);
  }

  public boolean flag(String key, boolean fallback) {
    return node(key).map(node -> asFlag(node, key, fallback)).orElse(fallback);
  }

  private boolean asFlag(Node node, String key, boolean fallback) {
    if (node instanceof Node.Bool(var value, _)) {
      return value;
    }
    problems.add(node, FieldRule.NOT_A_FLAG, key, "true or false, without quotes");
    return fallback;
  }

  /// A whole number.
  ///
  /// @param least the smallest legal one
  public int count(String key, int fallback, int least) {
    return node(key).map(node -> asCount(node, key, fallback, least)).orElse(fallback);
  }

  private int asCount(Node node, String key, int fallback, int least) {
    if (!(node instanceof Node.Num(BigDecimal value, _)) || !whole(value)) {
      problems.add(node, FieldRule.NOT_A_NUMBER, key, "a whole number, without quotes");
      return fallback;
    }
    if (value.intValueExact() < least) {
      problems.add(node, FieldRule.NUMBER_TOO_SMALL, key, ">= " + least);
      return fallback;
    }
    return value.intValueExact();
  }

  private static boolean whole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0
        && value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
  }

  public Duration duration(String key, Duration fallback) {
    return node(key).map(node -> asDuration(node, key, fallback)).orElse(fallback);
  }

  private Duration asDuration(Node node, String key, Duration fallback) {
    Optional<Duration> read =
        node instanceof Node.Text(var text, _) ? Durations.parse(text) : Optional.empty();
    if (read.isEmpty()) {
      problems.add(
          node, FieldRule.NOT_A_DURATION, key, "a Prometheus duration; write 30s, 5m or 1h");
    }
    return read.orElse(fallback);
  }

  /// A whole number, or a percentage such as `10%`.
  public Amount amount(String key, Amount fallback) {
    return node(key).map(node -> asAmount(node, key, fallback)).orElse(fallback);
  }

  private Amount asAmount(Node node, String key, Amount fallback) {
    String written =
        switch (node) {
          case Node.Num(var value, _) -> value.toPlainString();
          case Node.Text(var text, _) -> text;
          case Node.Bool _, Node.Null _, Node.Array _, Node.Obj _ -> "";
        };
    Matcher form = AMOUNT.matcher(written);
    if (!form.matches() || (!form.group(2).isEmpty() && Integer.parseInt(form.group(1)) > 100)) {
      problems.add(
          node, FieldRule.NOT_AN_AMOUNT, key, "a whole number or a percentage; write 2 or 10%");
      return fallback;
    }
    return new Amount(Integer.parseInt(form.group(1)), !form.group(2).isEmpty());
  }

  /// The items of a list; empty if the field was not written.
  public List<Node> list(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Node.Array(var items, _)) {
      return items;
    }
    problems.add(node.get(), FieldRule.NOT_A_LIST, key, "a list; begin each item with a dash");
    return List.of();
  }

  /// Texts of a list; empty if the field was not written.
  public List<String> texts(String key) {
    return list(key).stream().map(item -> asText(item, key)).toList();
  }

  /// A mapping of texts, in the order written; empty if the field was not written.
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    node(key)
        .ifPresent(node -> {
          if (node instanceof Node.Obj mapping) {
            mapping
                .fields()
                .forEach((name, value) -> texts.put(name, asText(value, key + "." + name)));
          } else {
            problems.add(node, FieldRule.NOT_A_MAPPING, key, "a mapping of texts");
          }
        });
    return Collections.unmodifiableMap(texts);
  }

  /// One of a closed set of words.
  public <E> E choice(String key, Map<String, E> choices, E fallback) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return fallback;
    }
    if (node.get() instanceof Node.Text(var word, _) && choices.containsKey(word)) {
      return choices.get(word);
    }
    problems.add(
        node.get(), FieldRule.NOT_A_CHOICE, key, "one of " + String.join(", ", choices.keySet()));
    return fallback;
  }

  /// The fields below a key; as if empty when it was not written.
  public Fields below(String key) {
    return of(node(key).orElseGet(() -> new Node.Obj(Map.of(), at())), key, problems);
  }

  /// Reports the fields that nobody asked for; call it last.
  public void end() {
    object
        .fields()
        .forEach((name, value) -> {
          if (!asked.contains(name)) {
            problems.add(
                new Problem(
                    value.at(),
                    FieldRule.UNKNOWN_FIELD,
                    name,
                    "unknown field",
                    Nearest.remedy(name, asked)));
          }
        });
  }

  private void missing(String key) {
    problems.add(
        new Problem(
            at(), FieldRule.MISSING_FIELD, key, "missing", "a value; add the field " + key));
  }

  private String asText(Node node, String key) {
    if (node instanceof Node.Text(var value, _)) {
      return value;
    }
    problems.add(node, FieldRule.NOT_A_TEXT, key, "a text; put it in quotes");
    return "";
  }
}
