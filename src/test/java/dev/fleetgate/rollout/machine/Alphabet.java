package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.rollout.Documents;
import dev.fleetgate.rollout.GateKey;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.WaveState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every event that can be told of a state: of each kind, each outcome, each member, each trigger
/// and gate that was ever begun, and of some that never were.
final class Alphabet {
  static final Map<String, String> PAGE = Map.of("alertname", "Burns", "severity", "page");

  private Alphabet() {}

  static List<RolloutEvent> of(RolloutState state, Instant now) {
    List<RolloutEvent> events = new ArrayList<>();
    events.add(new RolloutEvent.Tick());
    events.add(new RolloutEvent.Restarted());
    for (Verb verb : Verb.values()) {
      events.add(new RolloutEvent.VerbAsked(verb, new Actor("ada", "because"), Set.of()));
    }
    Set<ClusterId> all = state.members().keySet();
    events.add(new RolloutEvent.ProbeRound(all, all));
    events.add(new RolloutEvent.ProbeRound(Set.of(), Set.of()));
    for (Member member : state.members().values()) {
      events.add(
          new RolloutEvent.VerbAsked(Verb.RETRY, new Actor("ada", "because"), Set.of(member.id())));
      ofCluster(state, member.id(), now, events);
      triggers(state, member, now, events);
      gates(state, member, now, events);
    }
    ofCluster(state, new ClusterId("stranger"), now, events);
    return events;
  }

  private static void ofCluster(
      RolloutState state, ClusterId id, Instant now, List<RolloutEvent> events) {
    events.add(new RolloutEvent.ReachChanged(id, true, now, "refused"));
    events.add(new RolloutEvent.ReachChanged(id, false, now, ""));
    events.add(new RolloutEvent.ProofChanged(id, true, ""));
    events.add(new RolloutEvent.ProofChanged(id, false, "rung 3"));
    events.add(new RolloutEvent.AlertsRead(id, List.of()));
    events.add(new RolloutEvent.AlertsRead(id, List.of(alert())));
    events.add(new RolloutEvent.AlertsUnreadable(id, "no answer"));
    events.add(new RolloutEvent.AlertReceived(state.alertSequence() + 1, id, PAGE));
  }

  static FiringAlert alert() {
    return new FiringAlert(PAGE, Documents.START);
  }

  private static void triggers(
      RolloutState state, Member member, Instant now, List<RolloutEvent> events) {
    for (int phase = 0; phase < state.spec().phases().size(); phase++) {
      String name = state.spec().phases().get(phase).name();
      boolean begun = phase < member.tracks().size();
      int attempt = begun ? member.tracks().get(phase).attempt() : 1;
      trigger(
          new TriggerKey(state.run(), member.id(), name, attempt, Direction.DO),
          member,
          now,
          events);
      if (begun && !member.tracks().get(phase).undo().isEmpty()) {
        PhaseTrack track = member.tracks().get(phase);
        trigger(
            new TriggerKey(state.run(), member.id(), name, track.undoAttempt(), Direction.UNDO),
            member,
            now,
            events);
      }
    }
  }

  private static void trigger(
      TriggerKey key, Member member, Instant now, List<RolloutEvent> events) {
    String uid = "uid-" + member.id();
    events.add(new RolloutEvent.Prepared(key, "hash", uid, List.of()));
    events.add(new RolloutEvent.Prepared(key, "hash", uid, List.of(alert())));
    events.add(new RolloutEvent.Prepared(key, "hash", "other", List.of()));
    for (RolloutEvent.Obstacle obstacle : RolloutEvent.Obstacle.values()) {
      events.add(new RolloutEvent.PreparationFailed(key, obstacle, "why"));
    }
    events.add(new RolloutEvent.TriggerSent(key, "object"));
    events.add(new RolloutEvent.TriggerRefused(key, false, "403"));
    events.add(new RolloutEvent.TriggerRefused(key, true, "409"));
    events.add(new RolloutEvent.TriggerConflict(key, "409"));
    events.add(new RolloutEvent.TriggerLost(key, "no answer"));
    events.add(new RolloutEvent.TriggerAbsent(key));
    events.add(new RolloutEvent.TriggerUnknown(key, "changed"));
    events.add(new RolloutEvent.StopDelivered(key));
    events.add(new RolloutEvent.StopFailed(key, "no answer"));
    events.add(new RolloutEvent.TriggerReleased(key));
    events.add(new RolloutEvent.TriggerCleared(key));
    for (Progress progress :
        List.of(
            new Progress.Running("1 of 2"),
            new Progress.Succeeded(""),
            new Progress.Failed("crash"),
            new Progress.Stopped("suspended"),
            new Progress.Unreadable("no answer"))) {
      events.add(new RolloutEvent.TriggerProgress(key, progress, now));
    }
  }

  private static void gates(
      RolloutState state, Member member, Instant now, List<RolloutEvent> events) {
    String phase = state.spec().phases().get(member.phase()).name();
    int attempt = member.begun() ? member.track().attempt() : 1;
    WaveState wave = state.waves().get(member.wave());
    for (GateKey key :
        List.of(
            new GateKey(state.run(), member.id(), GateKey.Place.PHASE, phase, 0, attempt),
            new GateKey(
                state.run(), member.id(), GateKey.Place.AFTER, wave.name(), 0, wave.round() + 1),
            new GateKey(
                state.run(),
                member.id(),
                GateKey.Place.BEFORE,
                wave.name(),
                0,
                wave.round() + 1))) {
      events.add(new RolloutEvent.GateStarted(key, now));
      for (Verdict verdict :
          List.of(
              new Verdict.Pass("ok"),
              new Verdict.Fail("bad"),
              new Verdict.Inconclusive(InconclusiveReason.NO_DATA, "none"),
              new Verdict.Errored("400"))) {
        events.add(new RolloutEvent.GateJudged(key, verdict, true));
        events.add(new RolloutEvent.GateJudged(key, verdict, false));
      }
      for (Verdict verdict :
          List.of(
              new Verdict.Inconclusive(InconclusiveReason.NAN, "0/0"),
              new Verdict.Errored("400"))) {
        events.add(new RolloutEvent.GateHeld(key, verdict));
      }
    }
  }
}
