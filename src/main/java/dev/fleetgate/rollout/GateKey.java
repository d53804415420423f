package dev.fleetgate.rollout;

import dev.fleetgate.model.ClusterId;
import java.util.Locale;
import java.util.Objects;

/// Identity of one gate run.
///
/// @param of name of the phase or of the wave
/// @param index which of the requirements before or after the wave; 0 for a phase
/// @param attempt of the phase, or round of the wave
public record GateKey(RunId run, ClusterId member, Place place, String of, int index, int attempt) {
  public GateKey {
    Objects.requireNonNull(run);
    Objects.requireNonNull(member);
    Objects.requireNonNull(place);
    Objects.requireNonNull(of);
  }

  /// Where the gate stands.
  public enum Place {
    PHASE,
    BEFORE,
    AFTER
  }

  /// All parts in one text; unambiguous.
  public String written() {
    return String.join(
        "/",
        run.value(),
        member.value(),
        place.name().toLowerCase(Locale.ROOT),
        of,
        Integer.toString(index),
        Integer.toString(attempt));
  }
}
