package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final SimulatedAgenda agenda = new SimulatedAgenda(NOW);
  private final Turns turns = new Turns(agenda);
  private final List<String> done = new ArrayList<>();

  @Test
  void aLaterAsk_takesThePlaceOfOneThatHasNotBegun() {
    turns.at("a", NOW.plusSeconds(5), () -> done.add("first"));
    turns.at("a", NOW.plusSeconds(1), () -> done.add("second"));
    turns.at("b", NOW.plusSeconds(3), () -> done.add("other"));
    agenda.advance(Duration.ofSeconds(10));

    assertThat(done).containsExactly("second", "other");
  }

  @Test
  void whatFallsDueDuringWorkOfItsSubject_isDoneAfterIt() {
    turns.at("a", NOW, () -> slow("first", "second"));
    agenda.advance(Duration.ofSeconds(10));

    assertThat(done).containsExactly("first begun", "first done", "second");
  }

  @Test
  void ofThoseThatFellDueMeanwhile_onlyTheLastIsDone() {
    turns.at("a", NOW, () -> slow("first", "second", "third"));
    agenda.advance(Duration.ofSeconds(10));

    assertThat(done).containsExactly("first begun", "first done", "third");
  }

  @Test
  void workThatThrows_doesNotKeepItsTurn() {
    turns.at(
        "a",
        NOW,
        () -> {
          throw new IllegalStateException("broken");
        });
    try {
      agenda.advance(Duration.ZERO);
    } catch (IllegalStateException e) {
      done.add(String.valueOf(e.getMessage()));
    }
    turns.at("a", NOW, () -> done.add("next"));
    agenda.advance(Duration.ZERO);

    assertThat(done).containsExactly("broken", "next");
  }

  /// Work during which others of the same subject fall due.
  private void slow(String name, String... meanwhile) {
    done.add(name + " begun");
    for (String next : meanwhile) {
      turns.at("a", agenda.instant(), () -> done.add(next));
      agenda.advance(Duration.ofSeconds(1));
    }
    done.add(name + " done");
  }
}
