package dev.fleetgate.cli;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Explanation;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Prints a run as it moves, with the simulated time since the demo began: waves, decisions, holds,
/// and what happens to a member, without its shorter stops on the way.
///
/// Thread safety: confined to the thread that follows the run.
final class DemoProgress {
  private final Screen screen;
  private final Supplier<Instant> clock;
  private final Instant start;
  private Optional<RolloutState> before = Optional.empty();

  DemoProgress(Screen screen, Supplier<Instant> clock, Instant start) {
    this.screen = screen;
    this.clock = clock;
    this.start = start;
  }

  /// Prints what has changed since the last call.
  void moved(RolloutState state) {
    List<Decision> known = before.map(RolloutState::decisions).orElse(List.of());
    for (Decision decision : state.decisions()) {
      if (!known.contains(decision) && worthALine(decision)) {
        line("", decision.what(), Screen.Colour.WAITING, decision.why());
      }
    }
    for (int index = 0; index < state.waves().size(); index++) {
      wave(state, index);
    }
    for (Hold hold : state.holds()) {
      if (before.stream().noneMatch(earlier -> earlier.holds().contains(hold))) {
        line(hold.subject(), hold.kind().written(), Screen.Colour.WAITING, hold.reason());
      }
    }
    before = Optional.of(state);
  }

  private void wave(RolloutState state, int index) {
    WaveState wave = state.waves().get(index);
    boolean moved = before.filter(all -> all.waves().get(index).phase() == wave.phase()).isEmpty();
    if (moved && wave.phase() != WaveState.Phase.PENDING) {
      String word = wave.phase().name().toLowerCase(Locale.ROOT);
      line("wave " + wave.name(), word, Screen.Colour.QUIET, "");
    }
    for (ClusterId id : wave.members()) {
      Member member = state.member(id);
      boolean changed =
          before.map(all -> all.member(id)).filter(earlier -> same(earlier, member)).isEmpty();
      if (changed && worthALine(member.state())) {
        line(
            wave.name() + " " + id,
            member.state().written(),
            colour(member.state()),
            reason(state, member));
      }
    }
  }

  private static boolean same(Member one, Member other) {
    return one.state().written().equals(other.state().written()) && one.phase() == other.phase();
  }

  private static boolean worthALine(MemberState state) {
    return switch (state) {
      case MemberState.Pending _, MemberState.Settling _, MemberState.UndoPending _ -> false;
      case MemberState.Triggering _,
          MemberState.Gating _,
          MemberState.Succeeded _,
          MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.Unreachable _,
          MemberState.Held _,
          MemberState.Stopped _,
          MemberState.Undoing _,
          MemberState.Undone _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          true;
    };
  }

  /// Members and waves have lines of their own.
  private static boolean worthALine(Decision decision) {
    return decision.what().startsWith("gate ")
        || !(decision.why().isEmpty() || decision.what().startsWith("Running"));
  }

  /// The phase of a trigger, and whatever is out of the way.
  private static String reason(RolloutState state, Member member) {
    return switch (member.state()) {
      case MemberState.Triggering _ -> state.spec().phases().get(member.phase()).name();
      case MemberState.Pending _,
          MemberState.Settling _,
          MemberState.Gating _,
          MemberState.Succeeded _,
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

  private static Screen.Colour colour(MemberState state) {
    return switch (state) {
      case MemberState.Succeeded _, MemberState.Undone _ -> Screen.Colour.GOOD;
      case MemberState.Failed _,
          MemberState.TimedOut _,
          MemberState.UndoFailed _,
          MemberState.UndoImpossible _ ->
          Screen.Colour.BAD;
      case MemberState.Held _, MemberState.Unreachable _ -> Screen.Colour.WAITING;
      case MemberState.Pending _,
          MemberState.Triggering _,
          MemberState.Settling _,
          MemberState.Gating _,
          MemberState.Stopped _,
          MemberState.UndoPending _,
          MemberState.Undoing _ ->
          Screen.Colour.QUIET;
    };
  }

  private void line(String subject, String word, Screen.Colour colour, String why) {
    Duration passed = Duration.between(start, clock.get());
    String text =
        "+%02d:%02d  %-14s %s"
            .formatted(
                passed.toMinutes(), passed.toSecondsPart(), subject, screen.painted(colour, word));
    screen
        .err()
        .println(why.isEmpty() ? text.stripTrailing() : text + ": " + why.replace('\n', ' '));
    screen.err().flush();
  }
}
