package dev.fleetgate.cli;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Explanation;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.Wait;
import dev.fleetgate.rollout.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Prints a run as it moves, with the simulated time since the demo began: waves, what happens to
/// members, holds, and how the run ends. Of a large fleet, routine is told in quarters of a wave.
///
/// Thread safety: confined to the thread that follows the run.
final class DemoProgress {
  /// Members up to which each has lines of its own.
  private static final int FEW = 24;

  private static final String GATE_PASSED = "gate passed on ";

  private final Screen screen;
  private final Supplier<Instant> clock;
  private final Instant start;
  private Optional<RolloutState> before = Optional.empty();

  DemoProgress(Screen screen, Supplier<Instant> clock, Instant start) {
    this.screen = screen;
    this.clock = clock;
    this.start = start;
  }

  /// Prints what has changed since the last call: causes before what comes of them.
  void moved(RolloutState state) {
    List<Decision> known = before.map(RolloutState::decisions).orElse(List.of());
    List<Decision> added =
        state.decisions().stream()
            .filter(decision -> !known.contains(decision) && worthALine(decision))
            .toList();
    added.stream().filter(decision -> !ends(state, decision)).forEach(this::decision);
    for (int index = 0; index < state.waves().size(); index++) {
      wave(state, index);
    }
    for (Hold hold : state.holds()) {
      if (before.stream().noneMatch(earlier -> earlier.holds().contains(hold))) {
        line(hold.subject(), hold.kind().written(), Screen.Colour.WAITING, hold.reason());
      }
    }
    added.stream().filter(decision -> ends(state, decision)).forEach(this::decision);
    before = Optional.of(state);
  }

  private void decision(Decision decision) {
    line("rollout", decision.what(), Screen.Colour.WAITING, decision.why());
  }

  /// A passed gate is told with its member, waves and the start have lines of their own.
  private static boolean worthALine(Decision decision) {
    return !decision.what().startsWith(GATE_PASSED)
        && !decision.what().equals("started")
        && !decision.why().isEmpty()
        && !decision.what().equals(RolloutState.Phase.RUNNING.written());
  }

  private static boolean ends(RolloutState state, Decision decision) {
    return state.phase().terminal() && decision.what().equals(state.phase().written());
  }

  private void wave(RolloutState state, int index) {
    WaveState wave = state.waves().get(index);
    boolean moved = before.filter(all -> all.waves().get(index).phase() == wave.phase()).isEmpty();
    boolean begins =
        wave.phase() == WaveState.Phase.BEFORE || wave.phase() == WaveState.Phase.ROLLING;
    if (moved && begins) {
      phase(state, index);
    }
    for (ClusterId id : wave.members()) {
      member(state, state.member(id));
    }
    if (state.members().size() > FEW) {
      quarter(state, wave);
    }
    if (moved && !begins) {
      phase(state, index);
    }
  }

  private void phase(RolloutState state, int index) {
    WaveState wave = state.waves().get(index);
    boolean after = wave.phase() == WaveState.Phase.AFTER;
    boolean nothingAfter = state.spec().waves().get(index).after().isEmpty();
    if (wave.phase() == WaveState.Phase.PENDING || (after && nothingAfter)) {
      return;
    }
    String word = after ? "soaking" : wave.phase().name().toLowerCase(Locale.ROOT);
    line("wave " + wave.name(), word, Screen.Colour.QUIET, "");
  }

  /// Tells each quarter of a wave that has succeeded.
  private void quarter(RolloutState state, WaveState wave) {
    long now = succeeded(state, wave);
    long then = before.map(earlier -> succeeded(earlier, wave)).orElse(0L);
    long size = wave.members().size();
    if (4 * now / size > 4 * then / size) {
      line("wave " + wave.name(), now + " of " + size + " Succeeded", Screen.Colour.GOOD, "");
    }
  }

  private static long succeeded(RolloutState state, WaveState wave) {
    return wave.members().stream()
        .filter(id -> state.member(id).state() instanceof MemberState.Succeeded)
        .count();
  }

  private void member(RolloutState state, Member member) {
    Optional<Member> former = before.map(all -> all.member(member.id()));
    if (former.filter(earlier -> shown(earlier).equals(shown(member))).isPresent()
        || !worthALine(member, state.members().size() <= FEW)) {
      return;
    }
    String wave = state.waves().get(member.wave()).name();
    line(
        wave + " " + member.id(),
        member.state().written(),
        MemberColours.of(member.state()),
        reason(state, member));
  }

  private static String shown(Member member) {
    return member.state().written() + member.phase() + unproven(member);
  }

  private static boolean unproven(Member member) {
    return member.state() instanceof MemberState.Pending(var wait)
        && wait.reason() == Wait.Reason.MONITORING_UNPROVEN;
  }

  private static boolean worthALine(Member member, boolean few) {
    return switch (member.state()) {
      case MemberState.Pending _ -> few && unproven(member);
      case MemberState.Settling _, MemberState.UndoPending _ -> false;
      case MemberState.Triggering _,
          MemberState.Gating _,
          MemberState.Succeeded _,
          MemberState.Undoing _,
          MemberState.Undone _ ->
          few;
      case MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Unreachable _,
          MemberState.Held _,
          MemberState.Stopped _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          true;
    };
  }

  /// The phase of a trigger, what a gate found, and whatever is out of the way.
  private static String reason(RolloutState state, Member member) {
    return switch (member.state()) {
      case MemberState.Triggering _ -> state.spec().phases().get(member.phase()).name();
      case MemberState.Succeeded _ -> passed(state, member.id());
      case MemberState.Pending _ -> "its monitoring is being proven in effect";
      case MemberState.Settling _,
          MemberState.Gating _,
          MemberState.UndoPending _,
          MemberState.Undoing _,
          MemberState.Undone _ ->
          "";
      case MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Unreachable _,
          MemberState.Held _,
          MemberState.Stopped _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          Explanation.of(member.state()).sentence();
    };
  }

  /// What the last gate of a member said.
  private static String passed(RolloutState state, ClusterId id) {
    return state.decisions().reversed().stream()
        .filter(decision -> decision.what().equals(GATE_PASSED + id))
        .findFirst()
        .map(Decision::why)
        .orElse("");
  }

  private void line(String subject, String word, Screen.Colour colour, String why) {
    Duration passed = Duration.between(start, clock.get());
    String text =
        "+%02d:%02d  %-14s %s"
            .formatted(
                passed.toMinutes(), passed.toSecondsPart(), subject, screen.painted(colour, word));
    screen
        .err()
        .println(why.isEmpty() ? text.stripTrailing() : text + ": " + Figures.shortened(why));
    screen.err().flush();
  }
}
