package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Reach;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Pending;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.RolloutEvent.VerbAsked;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The verb `retry`: the next attempt of the phase in which a member failed, or of the undo that
/// failed. Without members it means all that failed or timed out; held ones have to be named.
final class Retrying {
  private Retrying() {}

  static Optional<Mismatch> retry(Draft draft, VerbAsked event) {
    if (!draft.running() && draft.phase() != RolloutState.Phase.ROLLING_BACK) {
      return Optional.of(
          new Mismatch("the run is " + draft.phase().written(), "Running or RollingBack"));
    }
    Set<ClusterId> unknown = new TreeSet<>(event.members());
    unknown.removeIf(id -> draft.find(id).isPresent());
    if (!unknown.isEmpty()) {
      return Optional.of(new Mismatch("no members of the run: " + unknown, "its members"));
    }
    boolean named = !event.members().isEmpty();
    List<Member> meant =
        draft.members().stream()
            .filter(member -> !named || event.members().contains(member.id()))
            .filter(member -> named || member.state().countsAsFailed())
            .toList();
    Optional<Mismatch> refusal =
        meant.stream().flatMap(member -> refusal(draft, member).stream()).findFirst();
    if (meant.isEmpty() || refusal.isPresent()) {
      return refusal.or(() -> Optional.of(new Mismatch("nothing failed", "a failed member")));
    }
    meant.forEach(member -> again(draft, member));
    draft.decide(
        event.actor().who(),
        "retried " + meant.stream().map(Member::id).toList(),
        event.actor().why());
    return Optional.empty();
  }

  /// Why the member cannot be retried; an attempt starts only after the one before has ended.
  private static Optional<Mismatch> refusal(Draft draft, Member member) {
    boolean passed = draft.wave(member.wave()).phase() == WaveState.Phase.PASSED;
    boolean possible =
        switch (member.state()) {
          case MemberState.Failed _ -> draft.running() && (member.begun() || !passed);
          case MemberState.TimedOut(_, _, var ended) -> draft.running() && ended;
          case MemberState.Held _ -> draft.running();
          case MemberState.Unreachable _ ->
              draft.running() && passed && member.watch().reach() == Reach.ANSWERS && ended(member);
          case MemberState.UndoFailed _ ->
              draft.phase() == RolloutState.Phase.ROLLING_BACK && !UndoPhases.inFlight(member);
          case MemberState.Pending _,
              MemberState.Triggering _,
              MemberState.Settling _,
              MemberState.Gating _,
              MemberState.Succeeded _,
              MemberState.Stopped _,
              MemberState.UndoPending _,
              MemberState.Undoing _,
              MemberState.Undone _,
              MemberState.UndoImpossible _ ->
              false;
        };
    return possible
        ? Optional.empty()
        : Optional.of(
            new Mismatch(
                "member " + member.id() + " is " + member.state().written(),
                "failed, timed out and ended, or held"));
  }

  private static boolean ended(Member member) {
    return !member.begun()
        || member.track().step() instanceof TriggerStep.Done
        || member.track().step() instanceof TriggerStep.Unknown
        || member.track().step() instanceof TriggerStep.Intended;
  }

  private static void again(Draft draft, Member member) {
    Wait waiting = draft.waits(Wait.Reason.NO_SLOT, "retried", Pace.IDLE);
    if (member.state() instanceof MemberState.UndoFailed) {
      undoAgain(draft, member);
      draft.move(
          member.id(),
          new MemberState.UndoPending(draft.waits(Wait.Reason.UNDO_ORDER, "", Pace.IDLE)));
      return;
    }
    PhaseFlow.stopGate(draft, member);
    if (member.begun() && !(member.track().step() instanceof TriggerStep.Intended)) {
      PhaseTrack next = member.track().again(draft.now());
      draft.put(member.withTrack(member.phase(), next));
    }
    draft.move(member.id(), new Pending(waiting));
    wave(draft, member);
  }

  /// The wave has to see the member through again, from its gates before if those failed it.
  private static void wave(Draft draft, Member member) {
    int wave = member.wave();
    if (draft.wave(wave).phase() == WaveState.Phase.PASSED) {
      return;
    }
    Waves.reopen(draft, wave);
    if (!member.touched() && !member.begun()) {
      Requirements.resetGates(draft, wave, Place.BEFORE);
      if (draft.wave(wave).phase() == WaveState.Phase.ROLLING) {
        draft.move(wave, WaveState.Phase.BEFORE);
      }
    }
  }

  private static void undoAgain(Draft draft, Member member) {
    for (int phase = 0; phase < member.tracks().size(); phase++) {
      PhaseTrack track = member.tracks().get(phase);
      boolean failed =
          track.undo().stream()
              .anyMatch(step ->
                  step instanceof TriggerStep.Unknown
                      || (step instanceof TriggerStep.Done(var outcome, _, _, _)
                          && outcome != TriggerStep.Outcome.SUCCEEDED
                          && outcome != TriggerStep.Outcome.REFUSED));
      if (failed) {
        draft.put(draft.member(member.id()).withTrack(phase, track.undoAgain()));
      }
    }
  }
}
