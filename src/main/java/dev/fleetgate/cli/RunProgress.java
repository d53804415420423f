package dev.fleetgate.cli;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.WaveState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// Prints a run as it moves: a line for each decision, hold, wave and member that has changed.
///
/// Thread safety: confined to the thread that follows the run.
final class RunProgress {
  private final Screen screen;
  private Optional<RolloutState> before = Optional.empty();

  RunProgress(Screen screen) {
    this.screen = screen;
  }

  /// Prints what has changed since the last call.
  void moved(RolloutState state) {
    List<Decision> known = before.map(RolloutState::decisions).orElse(List.of());
    state.decisions().stream().filter(decision -> !known.contains(decision)).forEach(this::print);
    for (int index = 0; index < state.waves().size(); index++) {
      wave(state, index);
    }
    for (Hold hold : state.holds()) {
      if (before.map(RolloutState::holds).stream().noneMatch(holds -> holds.contains(hold))) {
        line(
            "hold",
            hold.subject(),
            word(Screen.Colour.WAITING, hold.kind().written()),
            hold.reason());
      }
    }
    before = Optional.of(state);
  }

  private void print(Decision decision) {
    line("decision", decision.who(), word(Screen.Colour.QUIET, decision.what()), decision.why());
  }

  private void wave(RolloutState state, int index) {
    WaveState wave = state.waves().get(index);
    Optional<WaveState> former = before.map(earlier -> earlier.waves().get(index));
    if (former.filter(earlier -> earlier.phase() == wave.phase()).isEmpty()) {
      String word = wave.phase().name().toLowerCase(Locale.ROOT);
      line("wave", wave.name(), word(Screen.Colour.QUIET, word), "");
    }
    for (ClusterId id : wave.members()) {
      Member member = state.members().get(id);
      Member earlier = before.map(RolloutState::members).map(all -> all.get(id)).orElse(null);
      if (member != null && (earlier == null || !shown(earlier).equals(shown(member)))) {
        member(state, member);
      }
    }
  }

  /// What a line says of a member; waits for one reason are one, whatever their particulars.
  private static String shown(Member member) {
    String reason =
        member.state() instanceof MemberState.Waiting waiting
            ? waiting.waiting().reason().written()
            : "";
    return member.state().written() + " " + member.phase() + " " + reason;
  }

  private void member(RolloutState state, Member member) {
    String phase =
        member.phase() < state.spec().phases().size()
            ? state.spec().phases().get(member.phase()).name()
            : "";
    line(
        "member",
        member.id() + (phase.isEmpty() ? "" : " " + phase),
        word(colour(member.state()), member.state().written()),
        Sentences.of(member.state()));
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

  private String word(Screen.Colour colour, String word) {
    return screen.painted(colour, word);
  }

  private void line(String kind, String subject, String word, String why) {
    String text = "%-8s %-28s %s".formatted(kind, subject, word);
    screen
        .err()
        .println(why.isEmpty() ? text.stripTrailing() : text + ": " + why.replace('\n', ' '));
    screen.err().flush();
  }

  /// How many members ended in which state.
  static String summary(RolloutState state) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    state
        .members()
        .values()
        .forEach(member -> counts.merge(member.state().written(), 1, Integer::sum));
    StringBuilder text =
        new StringBuilder("rollout " + state.spec().name() + ": " + state.phase().written());
    counts.forEach((word, count) -> text.append(", ").append(count).append(' ').append(word));
    return text.toString();
  }
}
