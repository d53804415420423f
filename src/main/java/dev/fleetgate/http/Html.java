package dev.fleetgate.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;

/// HTML in the making. Every text and every attribute value is escaped here and nowhere else, so
/// that none can be forgotten; tags and attribute names are constants of the program.
///
/// Thread safety: confined to the thread that makes it.
final class Html {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /// Opens an element.
  ///
  /// @param attributes names and values in turn; one with an empty value stands without it
  Html open(String tag, String... attributes) {
    tag(tag, attributes);
    open.push(tag);
    return this;
  }

  /// An element without content and without an end.
  Html bare(String tag, String... attributes) {
    tag(tag, attributes);
    return this;
  }

  /// An element around a text.
  Html element(String tag, String content, String... attributes) {
    return open(tag, attributes).text(content).close();
  }

  private void tag(String tag, String... attributes) {
    text.append('<').append(tag);
    for (int name = 0; name < attributes.length; name += 2) {
      text.append(' ').append(attributes[name]);
      if (!attributes[name + 1].isEmpty()) {
        text.append("=\"");
        escape(attributes[name + 1]);
        text.append('"');
      }
    }
    text.append('>');
  }

  Html text(String content) {
    escape(content);
    return this;
  }

  /// A time; the page shows it as time that has passed, in the viewer's zone.
  Html time(Instant at) {
    return Tree.set(at) ? element("time", TIME.format(at), "datetime", at.toString()) : this;
  }

  /// Closes the element opened last.
  Html close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /// What was made.
  String done() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("open elements: " + open + " (expected: none)");
    }
    return text.toString();
  }

  private void escape(String content) {
    for (int index = 0; index < content.length(); index++) {
      char each = content.charAt(index);
      switch (each) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&#39;");
        default -> text.append(each);
      }
    }
  }
}
