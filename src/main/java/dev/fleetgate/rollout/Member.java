package dev.fleetgate.rollout;

import dev.fleetgate.model.ClusterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// A cluster in a run.
///
/// @param wave index of its wave
/// @param uid of its `kube-system` namespace, recorded once; empty until then
/// @param touchOrder 0 while untouched, then its place in the order of first Sendings, from 1
/// @param phase index of the phase it is in
/// @param tracks one for each phase it has begun, in order
public record Member(
    ClusterId id,
    int wave,
    String uid,
    int touchOrder,
    int phase,
    MemberState state,
    List<PhaseTrack> tracks,
    StopMark stop,
    Watch watch,
    Alerts alerts) {
  public Member {
    Objects.requireNonNull(id);
    Objects.requireNonNull(uid);
    Objects.requireNonNull(state);
    tracks = List.copyOf(tracks);
    Objects.requireNonNull(stop);
    Objects.requireNonNull(watch);
    Objects.requireNonNull(alerts);
  }

  /// A stop of the member's running trigger, beside its state.
  ///
  /// @param since when it was asked for
  /// @param triedAt when it was last asked for
  /// @param message what hindered it; empty if nothing did
  public record StopMark(Kind kind, Instant since, Instant triedAt, String message) {
    public static final StopMark NONE = new StopMark(Kind.NONE, Instant.EPOCH, Instant.EPOCH, "");

    public StopMark {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(since);
      Objects.requireNonNull(triedAt);
      Objects.requireNonNull(message);
    }

    /// How far the stop has come. It is over when the trigger is observed ended.
    public enum Kind {
      NONE("none"),
      ASKED("asked"),
      DELIVERED("delivered"),
      /// It could not be delivered; it is tried again.
      PENDING("pending");

      private final String written;

      Kind(String written) {
        this.written = written;
      }

      /// The word in the API.
      public String written() {
        return written;
      }
    }

    /// Whether an end is still to be observed.
    public boolean open() {
      return kind != Kind.NONE;
    }
  }

  /// What is known of the member from outside the rollout.
  ///
  /// @param reachSince when the reach last changed
  /// @param reachMessage what the probe said
  /// @param monitoring whether its monitoring is proven in effect
  /// @param rung what the proof says, with the rung that fails
  public record Watch(
      Reach reach, Instant reachSince, String reachMessage, Proof monitoring, String rung) {
    public static final Watch NOTHING =
        new Watch(Reach.UNKNOWN, Instant.EPOCH, "", Proof.UNKNOWN, "");

    public Watch {
      Objects.requireNonNull(reach);
      Objects.requireNonNull(reachSince);
      Objects.requireNonNull(reachMessage);
      Objects.requireNonNull(monitoring);
      Objects.requireNonNull(rung);
    }
  }

  /// Whether the member's API server answers.
  public enum Reach {
    UNKNOWN,
    ANSWERS,
    /// No answer in N probes over T.
    DOWN
  }

  /// Whether the member's monitoring is proven in effect.
  public enum Proof {
    UNKNOWN,
    PROVEN,
    UNPROVEN
  }

  /// Alerts of the member that match a rule, by fingerprint.
  ///
  /// @param recorded whether those firing before its first trigger were recorded
  /// @param known those, and those accepted since; they count no more
  /// @param counting those that fire and count
  /// @param readable whether the last read answered
  public record Alerts(
      boolean recorded, Set<String> known, Set<String> counting, boolean readable) {
    public static final Alerts NOTHING = new Alerts(false, Set.of(), Set.of(), true);

    public Alerts {
      known = Collections.unmodifiableSet(new TreeSet<>(known));
      counting = Collections.unmodifiableSet(new TreeSet<>(counting));
    }
  }

  /// A member at the start of a run.
  public static Member fresh(ClusterId id, int wave, Wait wait) {
    return new Member(
        id,
        wave,
        "",
        0,
        0,
        new MemberState.Pending(wait),
        List.of(),
        StopMark.NONE,
        Watch.NOTHING,
        Alerts.NOTHING);
  }

  public boolean touched() {
    return touchOrder > 0;
  }

  /// Whether its current phase has begun.
  public boolean begun() {
    return tracks.size() > phase;
  }

  /// The track of its current phase, which must have begun.
  public PhaseTrack track() {
    return tracks.get(phase);
  }

  public Member withUid(String next) {
    return new Member(id, wave, next, touchOrder, phase, state, tracks, stop, watch, alerts);
  }

  public Member withTouchOrder(int next) {
    return new Member(id, wave, uid, next, phase, state, tracks, stop, watch, alerts);
  }

  public Member withPhase(int next) {
    return new Member(id, wave, uid, touchOrder, next, state, tracks, stop, watch, alerts);
  }

  public Member withState(MemberState next) {
    return new Member(id, wave, uid, touchOrder, phase, next, tracks, stop, watch, alerts);
  }

  /// With the track of one phase set; the phase has begun or is the next to begin.
  public Member withTrack(int index, PhaseTrack track) {
    List<PhaseTrack> copy = new ArrayList<>(tracks);
    if (index == copy.size()) {
      copy.add(track);
    } else {
      copy.set(index, track);
    }
    return new Member(id, wave, uid, touchOrder, phase, state, copy, stop, watch, alerts);
  }

  public Member withStop(StopMark next) {
    return new Member(id, wave, uid, touchOrder, phase, state, tracks, next, watch, alerts);
  }

  public Member withWatch(Watch next) {
    return new Member(id, wave, uid, touchOrder, phase, state, tracks, stop, next, alerts);
  }

  public Member withAlerts(Alerts next) {
    return new Member(id, wave, uid, touchOrder, phase, state, tracks, stop, watch, next);
  }
}
