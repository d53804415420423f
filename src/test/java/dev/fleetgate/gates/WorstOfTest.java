package dev.fleetgate.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorstOfTest {
  private static List<Verdict> all() {
    List<Verdict> verdicts = new ArrayList<>();
    for (String sentence : List.of("a", "b")) {
      verdicts.add(new Verdict.Pass(sentence));
      verdicts.add(new Verdict.Fail(sentence));
      verdicts.add(new Verdict.Errored(sentence));
      for (InconclusiveReason reason : InconclusiveReason.values()) {
        verdicts.add(new Verdict.Inconclusive(reason, sentence));
      }
    }
    return verdicts;
  }

  private static Verdict worst(Verdict... verdicts) {
    return WorstOf.of(List.of(verdicts));
  }

  @Test
  void worstOf_isIdempotentAndCommutative() {
    for (Verdict one : all()) {
      assertThat(worst(one, one)).isEqualTo(one);
      for (Verdict other : all()) {
        assertThat(worst(one, other)).isEqualTo(worst(other, one)).isIn(one, other);
      }
    }
  }

  @Test
  void worstOf_isAssociative() {
    for (Verdict one : all()) {
      for (Verdict two : all()) {
        for (Verdict three : all()) {
          assertThat(worst(worst(one, two), three)).isEqualTo(worst(one, worst(two, three)));
        }
      }
    }
  }

  @Test
  void worstOf_isPass_onlyWhenAllPass() {
    Verdict pass = new Verdict.Pass("fine");
    for (Verdict other : all()) {
      assertThat(worst(pass, other) instanceof Verdict.Pass)
          .as(other.toString())
          .isEqualTo(other instanceof Verdict.Pass);
    }
  }

  @Test
  void worstOf_goesFromPassOverInconclusiveAndErroredToFail() {
    Verdict measuring = new Verdict.Inconclusive(InconclusiveReason.MEASURING, "m");
    Verdict noData = new Verdict.Inconclusive(InconclusiveReason.NO_DATA, "n");
    Verdict errored = new Verdict.Errored("e");
    Verdict fail = new Verdict.Fail("f");
    assertThat(worst(new Verdict.Pass("p"), measuring)).isEqualTo(measuring);
    assertThat(worst(measuring, noData)).isEqualTo(noData);
    assertThat(worst(noData, errored)).isEqualTo(errored);
    assertThat(worst(errored, fail)).isEqualTo(fail);
  }

  @Test
  void worstOf_nothing_isRefused() {
    assertThatThrownBy(() -> WorstOf.of(List.of())).hasMessageContaining("expected: >= 1");
  }
}
