package dev.fleetgate.rollout.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.rollout.IllegalTransitionException;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.WaveState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LegalMovesTest {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final String BEGIN =
      "<!-- legal moves: begin; -Dgolden.update=true rewrites -->\n";
  private static final String END = "\n<!-- legal moves: end -->";

  @Test
  void moveOutsideTheTable_throws() {
    assertThatThrownBy(
            () -> LegalMoves.check(RolloutState.Phase.ABORTED, RolloutState.Phase.RUNNING))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessage("run: Aborted to Running (expected: a move of the table of legal moves)");
    assertThatThrownBy(() ->
            LegalMoves.check(
                "eu-1",
                new MemberState.Undone(Instant.EPOCH),
                new MemberState.Succeeded(Instant.EPOCH)))
        .isInstanceOf(IllegalTransitionException.class);
  }

  @Test
  void terminalPhases_haveNoMoves_andEveryOtherHasOne() {
    for (RolloutState.Phase from : RolloutState.Phase.values()) {
      boolean moves =
          Arrays.stream(RolloutState.Phase.values())
              .anyMatch(to -> to != from && legal(() -> LegalMoves.check(from, to)));
      assertThat(moves).as(from.written()).isEqualTo(!from.terminal());
    }
  }

  @Test
  void everyPhaseOfAWave_isInTheTable() {
    for (WaveState.Phase from : WaveState.Phase.values()) {
      for (WaveState.Phase to : WaveState.Phase.values()) {
        legal(() -> LegalMoves.check("w", from, to));
      }
    }
  }

  @Test
  void architecturePage_showsTheTable() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains(BEGIN).contains(END);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END, from);
    if (Boolean.getBoolean("golden.update")) {
      page = page.substring(0, from) + LegalMoves.markdown() + page.substring(to);
      Files.writeString(PAGE, page);
      to = page.indexOf(END, from);
    }

    assertThat(page.substring(from, to)).isEqualTo(LegalMoves.markdown());
  }

  /// Whether the check lets the move pass; anything but a refusal is an error of the table.
  private static boolean legal(Runnable check) {
    try {
      check.run();
      return true;
    } catch (IllegalTransitionException e) {
      return false;
    }
  }
}
