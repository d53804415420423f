package dev.fleetgate.rollout;

import dev.fleetgate.model.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Everything that decides about one run. It is written with compare-and-swap before any action
/// that follows from it; `rollout.form` writes and reads it.
///
/// @param spec as it was at the start
/// @param members in the order of waves and within them
/// @param probeInterval time between two rounds of probes
/// @param suspicions alerts that the webhook brought and that are still re-read
/// @param alertSequence number of the last entry of the alert log that was stepped, or that was
///   there before the start; 0 for none
/// @param touches how many members were touched
/// @param undoFromWave index of the first wave that a rollback undoes
/// @param decisions the latest, oldest first, at most [#DECISIONS_KEPT]
/// @param decisionsDropped how many older ones are no more in the list
public record RolloutState(
    int schemaVersion,
    RunId run,
    RolloutSpec spec,
    Phase phase,
    SortedSet<Hold> holds,
    List<WaveState> waves,
    Map<ClusterId, Member> members,
    Duration probeInterval,
    List<Suspicion> suspicions,
    long alertSequence,
    int touches,
    int undoFromWave,
    List<Decision> decisions,
    int decisionsDropped,
    Instant startedAt,
    Instant phaseSince) {
  /// Version of the form in which states are written.
  public static final int SCHEMA_VERSION = 1;

  public static final int DECISIONS_KEPT = 400;

  public RolloutState {
    Objects.requireNonNull(run);
    Objects.requireNonNull(spec);
    Objects.requireNonNull(phase);
    holds = Collections.unmodifiableSortedSet(new TreeSet<>(holds));
    waves = List.copyOf(waves);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    Objects.requireNonNull(probeInterval);
    suspicions = List.copyOf(suspicions);
    decisions = List.copyOf(decisions);
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(phaseSince);
  }

  /// Where a run stands.
  public enum Phase {
    PENDING("Pending", false),
    RUNNING("Running", false),
    ABORTING("Aborting", false),
    ROLLING_BACK("RollingBack", false),
    SUCCEEDED("Succeeded", true),
    FAILED("Failed", true),
    ABORTED("Aborted", true),
    ROLLED_BACK("RolledBack", true),
    REJECTED("Rejected", true);

    private final String written;
    private final boolean terminal;

    Phase(String written, boolean terminal) {
      this.written = written;
      this.terminal = terminal;
    }

    /// The word that people and files see.
    public String written() {
      return written;
    }

    /// Whether the run is over.
    public boolean terminal() {
      return terminal;
    }
  }

  /// An alert that the webhook brought: it has halted the run and is re-read until a time.
  ///
  /// @param labels as the webhook had them, with external labels
  public record Suspicion(ClusterId member, Map<String, String> labels, Instant until) {
    public Suspicion {
      Objects.requireNonNull(member);
      labels = Map.copyOf(labels);
      Objects.requireNonNull(until);
    }
  }

  /// One decision: what, by whom, and why.
  ///
  /// @param who a person, or `fleetgate`
  /// @param what in words such as `halted`, `wave canary passed`
  /// @param why the evidence, verbatim where it is somebody's message
  public record Decision(Instant at, String who, String what, String why) {
    public Decision {
      Objects.requireNonNull(at);
      Objects.requireNonNull(who);
      Objects.requireNonNull(what);
      Objects.requireNonNull(why);
    }
  }

  /// Name of the rollout.
  public String name() {
    return spec.name();
  }

  /// The member of that name, which must be in the run.
  public Member member(ClusterId id) {
    return Objects.requireNonNull(members.get(id), id.value());
  }

  /// Whether the run is over and objects that it made may still be there.
  public boolean leaves() {
    return phase.terminal() && members.values().stream().anyMatch(this::leaves);
  }

  private boolean leaves(Member member) {
    return IntStream.range(0, member.tracks().size())
        .anyMatch(index -> member.tracks().get(index).leaves(spec.phases().get(index).trigger()));
  }

  /// The same state with other holds.
  public RolloutState withHolds(SortedSet<Hold> next) {
    return new RolloutState(
        schemaVersion,
        run,
        spec,
        phase,
        next,
        waves,
        members,
        probeInterval,
        suspicions,
        alertSequence,
        touches,
        undoFromWave,
        decisions,
        decisionsDropped,
        startedAt,
        phaseSince);
  }

  /// The same state with another place in the alert log.
  public RolloutState withAlertSequence(long next) {
    return new RolloutState(
        schemaVersion,
        run,
        spec,
        phase,
        holds,
        waves,
        members,
        probeInterval,
        suspicions,
        next,
        touches,
        undoFromWave,
        decisions,
        decisionsDropped,
        startedAt,
        phaseSince);
  }

  public boolean held(Hold.Kind kind) {
    return holds.stream().anyMatch(hold -> hold.kind() == kind);
  }
}
