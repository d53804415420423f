package dev.fleetgate.prometheus;

import dev.fleetgate.model.InconclusiveReason;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// What a question to Prometheus came to.
public sealed interface Reply<T> {
  /// It answered.
  ///
  /// @param warnings a part of the data may be missing; hints about the query (`infos`) are left
  ///   out
  /// @param clock its clock, as far as it told
  record Got<T>(T value, List<String> warnings, Optional<Skew> clock) implements Reply<T> {
    public Got {
      Objects.requireNonNull(value);
      warnings = List.copyOf(warnings);
      Objects.requireNonNull(clock);
    }
  }

  /// There is no usable answer.
  ///
  /// @param reason PrometheusUnreachable, TimedOut or QueryFailed
  /// @param message what was asked, and what came back, verbatim
  record Lost<T>(InconclusiveReason reason, String message) implements Reply<T> {
    public Lost {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(message);
    }
  }

  /// The question is wrong (bad_data); asking again will not help.
  ///
  /// @param message verbatim
  record Refused<T>(String message) implements Reply<T> {
    public Refused {
      Objects.requireNonNull(message);
    }
  }

  /// The reply with its value turned into another.
  default <U> Reply<U> map(Function<T, U> turned) {
    return switch (this) {
      case Got<T>(var value, var warnings, var clock) ->
          new Got<>(turned.apply(value), warnings, clock);
      case Lost<T>(var reason, var message) -> new Lost<>(reason, message);
      case Refused<T>(var message) -> new Refused<>(message);
    };
  }
}
