package dev.fleetgate.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourcePositionTest {
  private static final String TEXT = "ab\ncd\r\n\nef";

  @ParameterizedTest
  @CsvSource({"0,1,1", "1,1,2", "2,1,3", "3,2,1", "5,2,3", "7,3,1", "8,4,1", "10,4,3", "99,4,3"})
  void of_countsLinesAndColumnsFromOne(int offset, int line, int column) {
    assertThat(SourcePosition.of(TEXT, offset)).isEqualTo(new SourcePosition(line, column));
  }

  @Test
  void of_theEmptyText_isItsStart() {
    assertThat(SourcePosition.of("", 0)).isEqualTo(new SourcePosition(1, 1));
  }

  @Test
  void inBlock_startsBelowTheHeader() {
    var header = new Position("gate.yaml", 7, 12, "/spec/query");

    assertThat(SourcePosition.of(TEXT, 4).inBlock(header, 6))
        .isEqualTo(new Position("gate.yaml", 9, 8, "/spec/query"));
  }

  @Test
  void inLine_startsAtTheValue() {
    var value = new Position("gate.yaml", 7, 12, "/spec/query");

    assertThat(SourcePosition.of("a + ", 4).inLine(value))
        .isEqualTo(new Position("gate.yaml", 7, 16, "/spec/query"));
    assertThat(SourcePosition.of("a +\n b", 5).inLine(value))
        .isEqualTo(new Position("gate.yaml", 8, 2, "/spec/query"));
  }

  @Test
  void constructor_refusesWhatIsBeforeTheText() {
    assertThatThrownBy(() -> new SourcePosition(0, 1)).hasMessageContaining("0:1 (expected: >= 1)");
  }
}
