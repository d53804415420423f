package dev.fleetgate.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MailboxTest {
  private final SimulatedAgenda agenda = new SimulatedAgenda(Instant.EPOCH);
  private final List<String> read = new ArrayList<>();

  @Test
  void letters_areReadInOrder_urgentOnesFirst() {
    Mailbox<String> mailbox = new Mailbox<>(agenda, read::add);
    mailbox.send("tick");
    mailbox.send("verdict");
    mailbox.sendUrgent("abort");
    agenda.advance(Duration.ZERO);
    assertThat(read).containsExactly("abort", "tick", "verdict");
  }

  @Test
  void letters_areNeverReadOnTheSendersStack() {
    Mailbox<String> mailbox = new Mailbox<>(agenda, read::add);
    mailbox.send("tick");
    assertThat(read).isEmpty();
  }

  @Test
  void letters_sentWhileReading_areReadAfterwards() {
    List<Mailbox<String>> self = new ArrayList<>();
    Mailbox<String> mailbox =
        new Mailbox<>(
            agenda,
            letter -> {
              if (letter.equals("first")) {
                self.getFirst().send("second");
              }
              read.add(letter);
            });
    self.add(mailbox);
    mailbox.send("first");
    agenda.advance(Duration.ZERO);
    assertThat(read).containsExactly("first", "second");
  }

  @Test
  void aReaderThatThrows_losesOnlyThatLetter() {
    Mailbox<String> mailbox =
        new Mailbox<>(
            agenda,
            letter -> {
              read.add(letter);
              if (letter.equals("bad")) {
                throw new IllegalStateException("bad letter");
              }
            });
    mailbox.send("bad");
    mailbox.send("good");
    assertThatThrownBy(() -> agenda.advance(Duration.ZERO)).hasMessage("bad letter");
    agenda.advance(Duration.ZERO);
    assertThat(read).containsExactly("bad", "good");
  }
}
