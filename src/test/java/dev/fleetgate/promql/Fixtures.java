package dev.fleetgate.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Lists and tables of expressions beside the tests, one per line; `//` starts a comment line.
final class Fixtures {
  private Fixtures() {}

  static List<String> lines(String file) {
    try (var in = Fixtures.class.getResourceAsStream("/promql/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("//"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows of two cells with `=>` between them.
  static Stream<Arguments> table(String file) {
    return lines(file).stream()
        .map(line -> line.split(" => ", 2))
        .map(cells -> Arguments.of(cells[0], cells[1]));
  }

  /// The tree of a text that must be one.
  static Expr parsed(String text) {
    var outcome = PromqlParser.parse(text);
    assertThat(outcome).as(text).isInstanceOf(ParseOutcome.Parsed.class);
    return ((ParseOutcome.Parsed) outcome).expr();
  }
}
