package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columns_areAsWideAsTheirWidestCell() {
    Table table = new Table("NAME", "PHASE", "WHY").row("eu-1", "Running", "").row("x", "", "a\nb");
    assertThat(table.lines())
        .containsExactly("NAME  PHASE    WHY", "eu-1  Running  -", "x     -        a b");
  }

  @Test
  void rowOfAnotherLength_isRefused() {
    assertThatThrownBy(() -> new Table("A", "B").row("a")).hasMessageContaining("1 cells");
  }
}
