package dev.fleetgate.prometheus;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// One request and what came back.
sealed interface Exchange {
  /// Something answered.
  ///
  /// @param body at most as long as the client allows
  record Answered(int status, String contentType, Buffer body, Optional<Instant> date, Times times)
      implements Exchange {
    public Answered {
      Objects.requireNonNull(contentType);
      Objects.requireNonNull(date);
      Objects.requireNonNull(times);
    }

    /// The other side's clock minus ours in the middle of the exchange.
    Optional<Skew> skew() {
      return date.map(
          other -> new Skew(Duration.between(times.middle(), other), times.roundTrip()));
    }
  }

  /// No answer within the deadline.
  record TooLate(Duration deadline) implements Exchange {}

  /// No connection, a broken one, or an answer that was cut off because it is too long.
  record Broken(String message, boolean tooLong) implements Exchange {
    public Broken {
      Objects.requireNonNull(message);
    }
  }

  /// Begin and end on our clock.
  record Times(Instant begin, Instant end) {
    Duration roundTrip() {
      return Duration.between(begin, end);
    }

    Instant middle() {
      return begin.plus(roundTrip().dividedBy(2));
    }
  }
}
