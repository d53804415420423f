package dev.fleetgate.scenario;

import dev.fleetgate.gates.GateRun;
import dev.fleetgate.model.Problem;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.Observer.Happening;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.start.StartRule;
import dev.fleetgate.scenario.TargetLog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks on, and says what does not hold. Judges by what the targets saw and what people asked.
final class Checks {
  /// How much later than it says a member may be looked at: longer than the store may be away.
  private static final Duration LATE = Duration.ofMinutes(6);

  /// How old an identity may be that a send relies on.
  private static final Duration JUST_READ = Duration.ofMinutes(3);

  private final Scenario scenario;
  private final InstantSource clock;
  private final Consumer<String> trace;
  private final Supplier<Optional<RolloutState>> stored;
  private final Set<String> violations = new LinkedHashSet<>();
  private final List<Ticket> tickets = new ArrayList<>();
  private Optional<Order> order = Optional.empty();
  private Optional<TargetLog> log = Optional.empty();
  private Instant awakeSince;
  private int decisions;

  /// @param stored the run as the store holds it
  Checks(
      Scenario scenario,
      InstantSource clock,
      Consumer<String> trace,
      Supplier<Optional<RolloutState>> stored) {
    this.stored = stored;
    this.scenario = scenario;
    this.clock = clock;
    this.trace = trace;
    this.awakeSince = clock.instant();
  }

  /// Names the log that is looked at.
  void watch(TargetLog watched) {
    log = Optional.of(watched);
    order = Optional.of(new Order(scenario, watched));
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /// Something that a person asked for, and what came of it.
  static final class Ticket {
    private final Verb verb;
    private Optional<Instant> takenAt = Optional.empty();
    private boolean refused;

    private Ticket(Verb verb) {
      this.verb = verb;
    }

    /// Whether it may have been taken: the process may have died before it could say so.
    boolean mayBeTaken() {
      return !refused;
    }

    Verb verb() {
      return verb;
    }
  }

  Ticket asked(Verb verb) {
    Ticket ticket = new Ticket(verb);
    tickets.add(ticket);
    return ticket;
  }

  void answered(Ticket ticket, Answer answer) {
    note("%s: %s".formatted(ticket.verb, answer instanceof Answer.Taken ? "taken" : answer));
    if (answer instanceof Answer.Taken) {
      ticket.takenAt = Optional.of(clock.instant());
    } else {
      ticket.refused = true;
    }
  }

  void started(Answer answer) {
    switch (answer) {
      case Answer.Started _, Answer.Unavailable _ -> note("start: " + answer.getClass());
      case Answer.Refused(var problems) -> {
        boolean listing =
            problems.stream().map(Problem::rule).allMatch(StartRule.LISTING_FAILED::equals);
        if (!listing && !problems.toString().contains("ALREADY_RUNNING")) {
          violated("start refused: " + problems);
        }
      }
      case Answer.Planned _, Answer.Taken _, Answer.NotNow _, Answer.NotFound _ ->
          violated("start answered " + answer);
    }
  }

  void surprise(RuntimeException e) {
    StringBuilder where = new StringBuilder(e.toString());
    for (int frame = 0; frame < Math.min(12, e.getStackTrace().length); frame++) {
      where.append("\n    at ").append(e.getStackTrace()[frame]);
    }
    violated("surprise: " + where);
  }

  void note(String text) {
    trace.accept(clock.instant() + " " + text);
  }

  private void violated(String text) {
    note("VIOLATED " + text);
    violations.add(clock.instant() + " " + text);
  }

  /// Looks at something a target saw, before it is added to the log.
  void seen(Entry entry) {
    note(entry.toString());
    switch (entry) {
      case Entry.Asked(var at, var key) -> {
        if (key.action() == Direction.DO) {
          order.orElseThrow().unmet(key, at, tickets).ifPresent(why -> violated("I1: " + why));
          verbs(key, at);
        }
        identity(key, at);
      }
      case Entry.Effect effect -> effect(effect);
      case Entry.Deleted(var at, var path) -> deleted(at, path);
      case Entry.Ended _, Entry.Foreign _, Entry.Measured _ -> {
        // evidence only
      }
    }
  }

  /// No trigger is asked for after a pause or an end that a person was told has been taken.
  private void verbs(TriggerKey key, Instant at) {
    boolean paused = false;
    for (Ticket ticket : tickets) {
      boolean before = ticket.takenAt.filter(taken -> taken.isBefore(at)).isPresent();
      switch (ticket.verb) {
        case PAUSE -> paused |= before;
        case RESUME -> paused &= !ticket.mayBeTaken();
        case ABORT, ROLLBACK, REJECT -> {
          if (before) {
            violated("%s was taken, and then %s sent".formatted(ticket.verb, key.written()));
          }
        }
        case APPROVE, RETRY -> {
          // allow triggers
        }
      }
    }
    if (paused) {
      violated("PAUSE was taken, and then %s sent".formatted(key.written()));
    }
  }

  /// Nothing is sent to another cluster than the one that was recorded, but for what was read just
  /// before it came.
  private void identity(TriggerKey key, Instant at) {
    Optional<Instant> rebuilt = scenario.truth(key.member()).rebuilt().map(Scenario.START::plus);
    boolean known =
        rebuilt.isPresent()
            && log.orElseThrow()
                .all(Entry.Asked.class)
                .anyMatch(asked ->
                    asked.key().member().equals(key.member())
                        && asked.at().isBefore(rebuilt.get()));
    if (known && at.isAfter(rebuilt.get().plus(JUST_READ))) {
      violated("%s sent to another cluster of that name".formatted(key.written()));
    }
  }

  /// Objects stay for a day after the end.
  private void deleted(Instant at, String path) {
    Optional<RolloutState> run = stored.get();
    if (run.isEmpty()
        || !run.get().phase().terminal()
        || at.isBefore(run.get().phaseSince().plus(Duration.ofDays(1)))) {
      violated(path + " deleted too early");
    }
  }

  /// A day after the end: nothing that we made is left where somebody answers.
  void cleared(List<String> jobs) {
    if (!jobs.isEmpty()) {
      violated("left behind: " + jobs);
    }
  }

  /// After the end, when all is calm: no Job is kept whose outcome is written. One that came after
  /// it was given up has none.
  void letGo(RolloutState state, List<String> held) {
    boolean written =
        state.members().values().stream()
            .flatMap(member -> member.tracks().stream())
            .noneMatch(track -> track.step() instanceof TriggerStep.Sent);
    boolean late = log.orElseThrow().all(Entry.Effect.class).anyMatch(Entry.Effect::late);
    if (written && !late && !held.isEmpty()) {
      violated("not let go: " + held);
    }
  }

  private void effect(Entry.Effect effect) {
    TargetLog seen = log.orElseThrow();
    TriggerKey key = effect.key();
    if (seen.all(Entry.Effect.class).anyMatch(earlier -> earlier.key().equals(key))) {
      violated("I6: %s took effect twice".formatted(key.written()));
    }
    if (key.action() == Direction.UNDO) {
      List<Entry.Effect> ours = seen.effects(key.member(), key.phase()).toList();
      boolean overOurs = ours.stream().anyMatch(write -> write.after().equals(effect.before()));
      boolean toRecorded =
          effect.after().equals("original")
              || seen.all(Entry.Foreign.class)
                  .filter(write -> write.cluster().equals(key.member()))
                  .filter(write -> ours.isEmpty() || !write.at().isAfter(ours.getFirst().at()))
                  .anyMatch(write -> write.after().equals(effect.after()));
      if (!overOurs || !toRecorded) {
        violated("I7: %s over %s to %s".formatted(key.written(), effect.before(), effect.after()));
      }
    }
  }

  /// Follows the decisions of the run, for the trace.
  void happened(Happening happening) {
    if (happening instanceof Happening.RunMoved(var state)) {
      int all = state.decisions().size() + state.decisionsDropped();
      for (int index = Math.max(0, decisions - state.decisionsDropped());
          index < state.decisions().size();
          index++) {
        RolloutState.Decision decision = state.decisions().get(index);
        note("  %s: %s (%s)".formatted(decision.who(), decision.what(), decision.why()));
      }
      decisions = all;
    }
  }

  /// What was written is read again as it was.
  void sameAsWritten(Object written, Object read) {
    if (!written.equals(read)) {
      violated("written %s, read %s".formatted(written, read));
    }
  }

  /// The process was away until now, or its clock stepped.
  void awake() {
    awakeSince = clock.instant();
  }

  /// Every cluster that was listed is watched.
  void watched(int clusters) {
    if (clusters != scenario.clusters().size()) {
      violated("I3: %d of %d clusters watched".formatted(clusters, scenario.clusters().size()));
    }
  }

  /// At most one run of a name goes on.
  void runs(long unfinished) {
    if (unfinished > 1) {
      violated("%d unfinished runs of one name".formatted(unfinished));
    }
  }

  /// Every member that waits says until when at the latest.
  void look(RolloutState state) {
    if (state.phase().terminal() || clock.instant().isBefore(awakeSince.plus(LATE))) {
      return;
    }
    for (Member member : state.members().values()) {
      if (member.state() instanceof MemberState.Waiting waiting
          && clock.instant().isAfter(waiting.waiting().lookAgainAt().plus(LATE))) {
        violated("I5: %s is not looked at again: %s".formatted(member.id(), member.state()));
      }
    }
  }

  /// Looks at how it ended.
  void end(Optional<RolloutState> state, List<GateRun> gateRuns) {
    TargetLog seen = log.orElseThrow();
    if (state.isEmpty()) {
      violated("liveness: the run was never started");
      return;
    }
    note("ended " + state.get().phase() + " " + state.get().holds());
    state
        .get()
        .members()
        .values()
        .forEach(member -> note("  " + member.id() + " " + member.state()));
    Ending ending = new Ending(scenario, seen);
    ending.violations(state.get()).forEach(this::violated);
    gateRuns.forEach(run -> new Samples(scenario, seen).violations(run).forEach(this::violated));
  }
}
