package dev.fleetgate.spec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/// What is refused of YAML before a value is read: anchors, aliases, merge keys, tags, and plain
/// texts that another version of YAML reads as a flag or a number.
///
/// Jackson decides the rest: it reports a plain `yes` as a flag and `010` as a number, and
/// [TokenReader] sees from the written form that neither is plain truth.
///
/// Thread safety: confined to the thread that reads the input.
final class YamlScalars implements TokenReader.Scalars {
  private static final Pattern LETTER_OR_OCTAL = Pattern.compile("[yYnN]|[+-]?0o[0-7]+");

  private final YAMLParser parser;
  private final String text;
  private final Problems problems;
  private int codePoints;
  private int index;

  YamlScalars(YAMLParser parser, String text, Problems problems) {
    this.parser = parser;
    this.text = text;
    this.problems = problems;
  }

  @Override
  public boolean acceptable(Position at, String subject) {
    try {
      if (subject.equals("<<")) {
        return refused(
            new Problem(at, TextRule.MERGE_KEY, subject, "merge key", "fields; write them out"));
      }
      if (parser.isCurrentAlias()) {
        String found = "alias *" + parser.getText();
        return refused(
            new Problem(at, TextRule.ALIAS, subject, found, "a value; write it out again"));
      }
      if (parser.getObjectId() != null || firstCharacter() == '&') {
        refused(new Problem(at, TextRule.ANCHOR, subject, "an anchor", "no anchors; remove it"));
      }
      if (parser.getTypeId() != null) {
        String found = "tag " + tag(parser.getTypeId());
        return refused(
            new Problem(
                at, TextRule.TAG, subject, found, "no tags; remove it, texts need only quotes"));
      }
      if (mistakable()) {
        problems.add(TokenReader.ambiguity(parser.getText(), subject, at));
        return false;
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean refused(Problem problem) {
    problems.add(problem);
    return false;
  }

  /// Jackson drops the exclamation mark of a local tag.
  private static String tag(String id) {
    return id.startsWith("tag:") ? id : "!" + id;
  }

  private boolean mistakable() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING
        || !LETTER_OR_OCTAL.matcher(parser.getText()).matches()) {
      return false;
    }
    return firstCharacter() == parser.getText().charAt(0);
  }

  /// Of the current token as it is written. Tokens come in order, so that the text is walked once.
  private char firstCharacter() {
    int target = (int) parser.currentTokenLocation().getCharOffset();
    index = text.offsetByCodePoints(index, target - codePoints);
    codePoints = target;
    return index < text.length() ? text.charAt(index) : ' ';
  }
}
