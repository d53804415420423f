package dev.fleetgate.rollout;

import dev.fleetgate.model.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A wave of a run. What it asks for stands in the spec, under the same index.
///
/// @param members in the order in which they go
/// @param before state of each requirement, in the order of the spec
/// @param after state of each requirement, in the order of the spec
/// @param accepted what a resume has accepted; only more than that breaches again
/// @param round how often the wave has begun to roll; tells the gate runs of its requirements apart
public record WaveState(
    String name,
    Phase phase,
    List<ClusterId> members,
    List<Requirement> before,
    List<Requirement> after,
    Accepted accepted,
    int round) {
  public WaveState {
    Objects.requireNonNull(name);
    Objects.requireNonNull(phase);
    members = List.copyOf(members);
    before = List.copyOf(before);
    after = List.copyOf(after);
    Objects.requireNonNull(accepted);
  }

  /// Where a wave stands.
  public enum Phase {
    PENDING("Pending"),
    BEFORE("Before"),
    ROLLING("Rolling"),
    AFTER("After"),
    PASSED("Passed"),
    BREACHED("Breached");

    private final String written;

    Phase(String written) {
      this.written = written;
    }

    /// The word that people and files see.
    public String written() {
      return written;
    }
  }

  /// Counts of a wave that a person has accepted by resuming.
  ///
  /// @param missing how many of `minSucceeded` were missing
  public record Accepted(int failed, int unreachable, int missing) {
    public static final Accepted NONE = new Accepted(0, 0, 0);
  }

  /// How far a requirement has come.
  public sealed interface Requirement {
    /// Its turn has not come.
    record NotBegun() implements Requirement {}

    /// Waits for a person.
    ///
    /// @param clock time that counted so far
    /// @param observedAt until when the clock was looked at
    record Approving(Instant since, Duration clock, Instant observedAt) implements Requirement {
      public Approving {
        Objects.requireNonNull(since);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(observedAt);
      }
    }

    /// Members are watched.
    ///
    /// @param observed time that counted so far
    /// @param observedAt until when it was looked at; [Instant#MIN] before the first round of
    ///   probes
    /// @param standing why it stands still; empty while it runs
    record Soaking(Instant since, Duration observed, Instant observedAt, String standing)
        implements Requirement {
      public Soaking {
        Objects.requireNonNull(since);
        Objects.requireNonNull(observed);
        Objects.requireNonNull(observedAt);
        Objects.requireNonNull(standing);
      }
    }

    /// A gate judges each member.
    record Checking(Instant since, Map<ClusterId, Check> checks) implements Requirement {
      public Checking {
        Objects.requireNonNull(since);
        checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
      }
    }

    /// Met.
    ///
    /// @param by who or what met it
    record Met(String by, Instant at) implements Requirement {
      public Met {
        Objects.requireNonNull(by);
        Objects.requireNonNull(at);
      }
    }
  }

  /// A wave's gate on one member.
  ///
  /// @param deadline from when it is listed as inconclusive; [Instant#MAX] until the gate said from
  ///   when it counts
  /// @param message the gate's last words; empty before the first
  public record Check(Kind kind, Instant deadline, String message) {
    public Check {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(deadline);
      Objects.requireNonNull(message);
    }

    /// What it says.
    public enum Kind {
      MEASURING("Measuring"),
      INCONCLUSIVE("Inconclusive"),
      PASSED("Passed");

      private final String written;

      Kind(String written) {
        this.written = written;
      }

      /// The word that people see.
      public String written() {
        return written;
      }
    }
  }

  public WaveState withPhase(Phase next) {
    return new WaveState(name, next, members, before, after, accepted, round);
  }

  public WaveState withAccepted(Accepted next) {
    return new WaveState(name, phase, members, before, after, next, round);
  }

  public WaveState withRound(int next) {
    return new WaveState(name, phase, members, before, after, accepted, next);
  }

  /// With one of the requirements before the wave set.
  public WaveState withBefore(int index, Requirement next) {
    return new WaveState(name, phase, members, with(before, index, next), after, accepted, round);
  }

  /// With one of the requirements after the wave set.
  public WaveState withAfter(int index, Requirement next) {
    return new WaveState(name, phase, members, before, with(after, index, next), accepted, round);
  }

  private static List<Requirement> with(List<Requirement> list, int index, Requirement next) {
    List<Requirement> copy = new ArrayList<>(list);
    copy.set(index, next);
    return copy;
  }
}
