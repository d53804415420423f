package dev.fleetgate.observer;

import dev.fleetgate.model.Fleet.ProbePolicy;
import dev.fleetgate.rollout.port.ProbePort.Answer;
import java.time.Instant;
import java.util.Objects;

/// What the probes of one cluster say, taken together. Pure; kept in memory.
///
/// @param state unknown before the first probe
/// @param since when the state began; of a cluster that is down, when it fell silent
/// @param message what the last probe said; empty if it answered
/// @param silent probes without an answer since the last answer
/// @param silentSince when the first of them was made; [Instant#MAX] if there is none
/// @param probedAt when the last probe was made
public record Reachability(
    State state, Instant since, String message, int silent, Instant silentSince, Instant probedAt) {
  public static final Reachability UNKNOWN =
      new Reachability(State.UNKNOWN, Instant.EPOCH, "", 0, Instant.MAX, Instant.EPOCH);

  public Reachability {
    Objects.requireNonNull(state);
    Objects.requireNonNull(since);
    Objects.requireNonNull(message);
    Objects.requireNonNull(silentSince);
    Objects.requireNonNull(probedAt);
  }

  /// Whether a cluster's API server answers.
  public enum State {
    UNKNOWN("Unknown"),
    ANSWERS("Answers"),
    DOWN("Down");

    private final String written;

    State(String written) {
      this.written = written;
    }

    /// The word that people see.
    public String written() {
      return written;
    }
  }

  /// With one more probe. Down means: no answer in all of the policy's probes, over its time.
  Reachability probed(Answer answer, Instant now, ProbePolicy policy) {
    return switch (answer) {
      case Answer.Alive _ ->
          new Reachability(
              State.ANSWERS, state == State.ANSWERS ? since : now, "", 0, Instant.MAX, now);
      case Answer.Silent(var why) -> silent(why, now, policy);
    };
  }

  private Reachability silent(String why, Instant now, ProbePolicy policy) {
    int count = silent + 1;
    Instant first = silent == 0 ? now : silentSince;
    Instant enough = first.plus(policy.over()).minus(policy.interval());
    boolean down = count >= policy.probes() && !now.isBefore(enough);
    State next = down ? State.DOWN : state;
    return new Reachability(next, next == state ? since : first, why, count, first, now);
  }

  /// Whether the last probe was answered.
  public boolean answered() {
    return state == State.ANSWERS && silent == 0;
  }
}
