package dev.fleetgate.observer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/// Hands letters to one reader, one at a time and never on the sender's stack; urgent letters
/// first, others in order of arrival. What makes a loop sequential without a thread of its own.
///
/// Thread safety: letters may be sent from any thread. The reader is never entered twice at the
/// same time, and sees what it wrote at the letter before.
final class Mailbox<T> {
  private final Agenda agenda;
  private final Consumer<T> reader;
  private final Deque<T> urgent = new ArrayDeque<>();
  private final Deque<T> ordinary = new ArrayDeque<>();
  private boolean reading;

  Mailbox(Agenda agenda, Consumer<T> reader) {
    this.agenda = agenda;
    this.reader = reader;
  }

  void send(T letter) {
    put(ordinary, letter);
  }

  void sendUrgent(T letter) {
    put(urgent, letter);
  }

  private void put(Deque<T> queue, T letter) {
    synchronized (urgent) {
      queue.add(letter);
      if (reading) {
        return;
      }
      reading = true;
    }
    agenda.soon(this::readAll);
  }

  private void readAll() {
    for (Optional<T> letter = next(); letter.isPresent(); letter = next()) {
      boolean read = false;
      try {
        reader.accept(letter.get());
        read = true;
      } finally {
        if (!read) {
          agenda.soon(this::readAll);
        }
      }
    }
  }

  /// The letter that would be read next, taken along with the one that is being read. Only for the
  /// reader, while it reads.
  Optional<T> also() {
    synchronized (urgent) {
      return Optional.ofNullable(urgent.isEmpty() ? ordinary.poll() : urgent.poll());
    }
  }

  private Optional<T> next() {
    synchronized (urgent) {
      T letter = urgent.isEmpty() ? ordinary.poll() : urgent.poll();
      reading = letter != null;
      return Optional.ofNullable(letter);
    }
  }
}
