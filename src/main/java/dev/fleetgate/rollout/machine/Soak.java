package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutEvent.ProbeRound;
import dev.fleetgate.rollout.WaveState.Requirement.Soaking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Soak is time between two rounds of probes, at most two intervals apart, in both of which every
/// succeeded member answered, its alerts could be read, and none of them counted.
final class Soak {
  private Soak() {}

  static void round(Draft draft, ProbeRound round) {
    for (int wave = 0; wave < draft.waveCount(); wave++) {
      for (Place place : List.of(Place.BEFORE, Place.AFTER)) {
        int size =
            place == Place.BEFORE
                ? draft.wave(wave).before().size()
                : draft.wave(wave).after().size();
        for (int index = 0; index < size; index++) {
          Requirements.Ref ref = new Requirements.Ref(wave, place, index);
          if (Requirements.state(draft, ref) instanceof Soaking soaking) {
            Requirements.put(draft, ref, next(draft, wave, soaking, round));
          }
        }
      }
    }
  }

  private static Soaking next(Draft draft, int wave, Soaking soaking, ProbeRound round) {
    String standing = standing(draft, wave, round);
    if (!standing.isEmpty()) {
      return new Soaking(soaking.since(), soaking.observed(), Instant.MIN, Pace.kept(standing));
    }
    Duration gap =
        soaking.observedAt().equals(Instant.MIN)
            ? Duration.ZERO
            : Duration.between(soaking.observedAt(), draft.now());
    boolean counts = !gap.isNegative() && gap.compareTo(draft.probeInterval().multipliedBy(2)) <= 0;
    Duration observed = counts ? soaking.observed().plus(gap) : soaking.observed();
    return new Soaking(soaking.since(), observed, draft.now(), "");
  }

  private static String standing(Draft draft, int wave, ProbeRound round) {
    List<Member> wanted =
        draft.membersOf(wave).stream()
            .filter(member -> member.state() instanceof MemberState.Succeeded)
            .toList();
    String silent = names(wanted, member -> !round.answered().contains(member.id()));
    if (!silent.isEmpty()) {
      return "no answer from " + silent;
    }
    if (!draft.alertsDecide()) {
      return "";
    }
    String unread =
        names(
            wanted,
            member -> !member.alerts().readable() || !round.alertsRead().contains(member.id()));
    if (!unread.isEmpty()) {
      return "alerts of " + unread + " cannot be read";
    }
    String alerting = names(wanted, member -> !member.alerts().counting().isEmpty());
    return alerting.isEmpty() ? "" : "alerts fire on " + alerting;
  }

  private static String names(List<Member> members, Predicate<Member> which) {
    return members.stream()
        .filter(which)
        .map(Member::id)
        .map(ClusterId::value)
        .collect(Collectors.joining(", "));
  }
}
