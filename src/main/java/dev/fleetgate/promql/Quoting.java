package dev.fleetgate.promql;

import dev.fleetgate.promql.Tokens.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Texts between quotes: `"` and `'` with Go's escapes, and backquotes without.
///
/// Escapes may name single bytes (`\xc3\xa9`), so a text is put together as bytes and must then be
/// UTF-8; see ADR 0003.
final class Quoting {
  private static final String SIMPLE = "abfnrtv\\";
  private static final String SIMPLE_MEANING = "\u0007\b\f\n\r\t\u000b\\";

  private final String quoted;
  private final int offset;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int at = 1;

  private Quoting(String quoted, int offset) {
    this.quoted = quoted;
    this.offset = offset;
  }

  /// The text of a string token.
  ///
  /// @throws Refusal for an escape that PromQL does not know
  static String unquote(Token token) {
    String quoted = token.text();
    if (quoted.charAt(0) == '`' || quoted.indexOf('\\') < 0) {
      return quoted.substring(1, quoted.length() - 1);
    }
    return new Quoting(quoted, token.start()).resolve();
  }

  /// Between double quotes, on one line, so that [#unquote] gives the same text back.
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = SIMPLE_MEANING.indexOf(c);
      if (simple >= 0) {
        out.append('\\').append(SIMPLE.charAt(simple));
      } else if (c == '"') {
        out.append("\\\"");
      } else if (c < ' ' || c == 0x7f || c == '\ufffd') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private String resolve() {
    while (at < quoted.length() - 1) {
      int next = quoted.indexOf('\\', at);
      int plainEnd = next < 0 ? quoted.length() - 1 : next;
      bytes.writeBytes(quoted.substring(at, plainEnd).getBytes(StandardCharsets.UTF_8));
      at = plainEnd;
      if (next >= 0) {
        escape();
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(offset, "string with bytes that are not UTF-8", "escapes that form UTF-8");
    }
  }

  private void escape() {
    int start = at;
    char kind = quoted.charAt(at + 1);
    at += 2;
    int simple = SIMPLE.indexOf(kind);
    if (simple >= 0) {
      bytes.write(SIMPLE_MEANING.charAt(simple));
    } else if (kind == quoted.charAt(0)) {
      bytes.write(kind);
    } else if (kind >= '0' && kind <= '7') {
      at--;
      bytes.write(digits(start, 3, 8, 255));
    } else if (kind == 'x') {
      bytes.write(digits(start, 2, 16, 255));
    } else if (kind == 'u' || kind == 'U') {
      int point = digits(start, kind == 'u' ? 4 : 8, 16, Character.MAX_CODE_POINT);
      bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    } else {
      throw unknown(start);
    }
  }

  private int digits(int start, int count, int radix, int most) {
    long value = 0;
    for (int i = 0; i < count; i++, at++) {
      char c = at < quoted.length() - 1 ? quoted.charAt(at) : ' ';
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        throw unknown(start);
      }
      value = value * radix + digit;
    }
    if (value > most || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
      throw unknown(start);
    }
    return (int) value;
  }

  private Refusal unknown(int start) {
    String found = quoted.substring(start, Math.min(at, quoted.length()));
    return new Refusal(
        offset + start,
        "escape " + found,
        "\\\\ \\n \\t \\a \\b \\f \\r \\v, the quote, \\123, \\x1f, \\u00e9 or \\U0001f600");
  }
}
