package dev.fleetgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The sources as they are now keep the budgets. [BudgetChecksTest] shows that each can be
/// exceeded.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BudgetTest {
  private List<Program> read = List.of();

  @BeforeAll
  void read() throws IOException {
    read =
        List.of(
            Program.of(Sources.below(Sources.MAIN)),
            Program.of(Sources.below(Sources.TEST)),
            Program.of(Sources.below(Sources.BENCH)));
  }

  @Test
  void everyFile_isRead() {
    assertThat(read.getFirst().units()).hasSizeGreaterThan(20);
    assertThat(read.get(1).units()).hasSizeGreaterThan(20);
    assertThat(read.getLast().units()).hasSizeGreaterThan(10);
  }

  @Test
  void mainSources_keepTheBudget() {
    assertThat(BudgetCheck.problems(read.getFirst(), Budget.MAIN)).isEmpty();
  }

  @Test
  void testSources_keepTheBudget() {
    assertThat(BudgetCheck.problems(read.get(1), Budget.TESTS)).isEmpty();
  }

  @Test
  void benchmarks_keepTheBudget() {
    assertThat(BudgetCheck.problems(read.getLast(), Budget.MAIN)).isEmpty();
  }

  @Test
  void mainSources_keepTheShape() {
    assertThat(ShapeCheck.problems(read.getFirst())).isEmpty();
  }

  @Test
  void rooms_hideSomeOfTheirTypes() {
    assertThat(PublicShareCheck.problems(read.getFirst())).isEmpty();
  }

  @Test
  void comments_areMarkdownComments() throws IOException {
    var problems = new ArrayList<String>();
    for (Path file : Sources.below(Sources.ALL)) {
      List<String> lines = Files.readAllLines(file);
      for (int line = 0; line < lines.size(); line++) {
        if (lines.get(line).strip().startsWith("/**")) {
          problems.add("%s:%d: comment: /** (expected: ///)".formatted(file, line + 1));
        }
      }
    }
    assertThat(problems).isEmpty();
  }
}
