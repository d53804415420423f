package dev.fleetgate.observer;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rollout.port.RolloutStore.Found;
import dev.fleetgate.rollout.port.RolloutStore.Put;
import dev.fleetgate.rollout.port.RolloutStore.Stored;
import dev.fleetgate.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop of one run: takes events, steps, writes, then acts.
///
/// 1. The events that wait are taken from the mailbox, verbs and alerts first.
/// 2. The machine says what follows from each, one after the other.
/// 3. A changed state is written once for all of them, with compare-and-swap. Conflict: re-read and
///    step them again. No answer: they are put back and the state re-read before they are stepped
///    again; if the write turns out to have been done, they were stepped, and only their actions
///    are due.
/// 4. Only then the actions are performed, each as a task of its own that reports back by an event.
///
/// A change that nothing waits for is written within [#GROUPED] together with what comes until
/// then; losing it to a crash loses nothing that was acted upon.
///
/// Thread safety: all methods may be called from any thread.
final class RunLoop {
  /// How long a change that nothing waits for may stay unwritten.
  static final Duration GROUPED = Duration.ofSeconds(1);

  /// Two intervals of reading alerts.
  private static final Duration ALERTS_FRESH = Duration.ofSeconds(30);

  private static final Duration STORE_AGAIN = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  private final Making.Machine machine;
  private final RolloutStore store;
  private final TriggerWork triggers;
  private final GateWork gates;
  private final RunContext context;
  private final AlertFeed alerts;
  private final Agenda agenda;
  private final Telemetry telemetry;
  private final Listener listener;
  private final Mailbox<Letter> mailbox;
  private final Turns turns;
  private final ObjectCare objects;
  private final Map<ClusterId, Instant> alertsReadAt = new ConcurrentHashMap<>();

  private volatile Stored written;
  private volatile RolloutState state;
  private boolean flushPlanned;
  private boolean reread;
  private Optional<Tried> tried = Optional.empty();
  private Optional<Letter> stepped = Optional.empty();
  private Instant tickAt = Instant.MAX;

  /// Is told of each new state, after it was written or grouped to be.
  interface Listener {
    void moved(RolloutState state);

    /// @param state after the verb
    /// @param why the verb was refused; empty if it was taken
    void answered(VerbTicket ticket, RolloutState state, Optional<Mismatch> why);
  }

  /// Tells a caller's verb from others.
  record VerbTicket(long number) {}

  /// An event, and whoever waits for an answer to it.
  record Told(RolloutEvent event, Optional<VerbTicket> ticket) {}

  /// A write that may or may not have been done.
  private record Tried(Letter letter, Steps steps) {}

  RunLoop(
      Stored stored,
      RunPorts ports,
      Making making,
      RunContext context,
      AlertFeed alerts,
      Listener listener) {
    this.written = stored;
    this.state = alerts.goingOn(stored.state());
    this.machine = making.machine();
    this.store = ports.rollouts();
    this.context = context;
    this.alerts = alerts;
    this.agenda = making.agenda();
    this.telemetry = making.telemetry();
    this.listener = listener;
    this.mailbox = new Mailbox<>(agenda, this::read);
    this.turns = new Turns(agenda);
    this.triggers = new TriggerWork(ports, context, agenda);
    this.objects = new ObjectCare(triggers, turns, agenda, this::state, this::send);
    this.gates = new GateWork(ports, context, agenda, telemetry, this::send);
  }

  /// Takes the run up; every action that is still open is asked for again, and every alert that
  /// came while nobody stepped the run is stepped.
  void start() {
    send(new RolloutEvent.Restarted());
    alerted();
  }

  RolloutState state() {
    return state;
  }

  /// Tells the run what happened.
  void send(RolloutEvent event) {
    Letter letter = Letter.of(event);
    if (Letter.urgent(event)) {
      mailbox.sendUrgent(letter);
    } else {
      mailbox.send(letter);
    }
  }

  /// Tells the run that the alert log has grown.
  void alerted() {
    mailbox.sendUrgent(new Letter.Alerts());
  }

  /// Asks for something; the listener is told under the ticket what came of it.
  void ask(RolloutEvent.VerbAsked verb, VerbTicket ticket) {
    mailbox.sendUrgent(Letter.of(verb, ticket));
  }

  private void read(Letter letter) {
    if (agenda.closing() || (reread && !readAgain())) {
      later(letter);
      return;
    }
    if (doneBefore(letter)) {
      return;
    }
    switch (letter) {
      case Letter.Events _, Letter.Alerts _ -> step(letter);
      case Letter.Flush _ -> flush();
    }
  }

  /// Whether a letter that comes again was stepped after all. A flush that comes again finds
  /// nothing to write; were it remembered, the next one would be taken for it.
  private boolean doneBefore(Letter letter) {
    boolean done = stepped.filter(letter::equals).isPresent();
    if (done) {
      stepped = Optional.empty();
    }
    return done;
  }

  private void step(Letter first) {
    Steps steps = new Steps(state);
    boolean flush = take(steps, first);
    while (!steps.enough()) {
      Optional<Letter> more = mailbox.also();
      if (more.isEmpty()) {
        break;
      }
      flush |= take(steps, more.get());
    }
    if (!steps.moved() || keep(steps)) {
      follow(steps);
    }
    if (flush && !reread) {
      flush();
    }
    steps
        .surprise()
        .ifPresent(e -> {
          throw e;
        });
  }

  /// Steps what a letter brings; true if it was the one that asks for a write.
  private boolean take(Steps steps, Letter letter) {
    switch (letter) {
      case Letter.Events events -> takeEvents(steps, events);
      case Letter.Alerts _ -> takeAlerts(steps);
      case Letter.Flush _ -> {
        return true;
      }
    }
    return false;
  }

  private void takeEvents(Steps steps, Letter.Events events) {
    if (doneBefore(events)) {
      return;
    }
    for (Told told : events.told()) {
      if (told.event() instanceof RolloutEvent.Tick) {
        tickAt = Instant.MAX;
      }
      steps.take(told, machine, agenda.instant());
    }
  }

  /// Steps what the alert log holds after the entry that was stepped last, for one write; what is
  /// more comes with the next letter.
  private void takeAlerts(Steps steps) {
    for (RolloutEvent alert : alerts.unread(steps.next())) {
      if (steps.full()) {
        alerted();
        return;
      }
      steps.take(new Told(alert, Optional.empty()), machine, agenda.instant());
    }
  }

  private void follow(Steps steps) {
    for (Steps.Step step : steps.taken()) {
      telemetry.event(
          step.told().event().getClass().getSimpleName(), step.moved() ? "moved" : "unchanged");
      answer(step);
    }
    steps.actions().forEach(this::perform);
    steps.lookAgainAt().ifPresent(this::tickAt);
  }

  /// Keeps a changed state; false if its events have to be read again, which is arranged for.
  private boolean keep(Steps steps) {
    if (steps.groupable()) {
      state = steps.next();
      planFlush();
      listener.moved(state);
      return true;
    }
    return put(steps, new Letter.Events(steps.told()));
  }

  private void planFlush() {
    if (!flushPlanned) {
      flushPlanned = true;
      agenda.at(agenda.instant().plus(GROUPED), () -> mailbox.send(new Letter.Flush()));
    }
  }

  private void flush() {
    if (flushPlanned) {
      put(new Steps(state), new Letter.Flush());
    }
  }

  private boolean put(Steps steps, Letter letter) {
    RolloutState next = steps.next();
    Instant began = agenda.instant();
    Put put = store.put(next, written.version());
    telemetry.write(Duration.between(began, agenda.instant()));
    return switch (put) {
      case Put.Written(var version) -> {
        written = new Stored(next, version);
        state = next;
        flushPlanned = false;
        listener.moved(next);
        yield true;
      }
      case Put.Conflict _ -> {
        reread = true;
        mailbox.sendUrgent(letter);
        yield false;
      }
      case Put.Unavailable(var why) -> {
        if (!agenda.closing()) {
          LOG.warn("run={} reason=store state not written, trying again: {}", next.run(), why);
        }
        reread = true;
        tried = Optional.of(new Tried(letter, steps));
        later(letter);
        yield false;
      }
    };
  }

  /// Reads the state again after a write that may or may not have been done. What it asks for is
  /// then asked for anew, as after a start: a send that was written but not performed is resolved,
  /// never repeated blindly.
  private boolean readAgain() {
    if (store.get(state.run()) instanceof Found.Read(var found) && found.isPresent()) {
      written = found.get();
      state = written.state();
      reread = false;
      flushPlanned = false;
      Optional<Tried> done = tried.filter(write -> write.steps().next().equals(state));
      tried = Optional.empty();
      if (done.isPresent()) {
        stepped = Optional.of(done.get().letter()).filter(Letter.Events.class::isInstance);
        listener.moved(state);
        follow(done.get().steps());
        return true;
      }
      state = alerts.goingOn(state);
      mailbox.send(Letter.of(new RolloutEvent.Restarted()));
      return true;
    }
    return false;
  }

  private void later(Letter letter) {
    agenda.at(agenda.instant().plus(STORE_AGAIN), () -> mailbox.send(letter));
  }

  private void answer(Steps.Step step) {
    step.told().ticket().ifPresent(ticket -> listener.answered(ticket, state, step.refused()));
  }

  private void tickAt(Instant when) {
    if (when.isBefore(tickAt)) {
      tickAt = when;
      agenda.at(when, () -> send(new RolloutEvent.Tick()));
    }
  }

  private void perform(Action action) {
    Instant now = agenda.instant();
    switch (action) {
      case Action.Prepare(var key) ->
          report(key, now, () -> triggers.prepare(state, key), Faults.prepare(key));
      case Action.Send(var key) ->
          report(key, now, () -> triggers.send(state, key), Faults.lost(key));
      case Action.Resolve(var key, var at) ->
          report(key, at, () -> triggers.resolve(state, key), Faults.lost(key));
      case Action.Poll(var key, var at) ->
          report(key, at, () -> triggers.poll(state, key), Faults.poll(key, now));
      case Action.Stop(var key) ->
          agenda.soon(() -> send(safely(() -> triggers.stop(state, key), Faults.stop(key))));
      case Action.Release(var key) -> objects.release(key);
      case Action.Clear(var key) -> objects.clear(key);
      case Action.Forget(var key) -> objects.forget(key);
      case Action.StartGate start -> gates.start(start);
      case Action.StopGate(var key) -> gates.stop(key);
      case Action.ReadAlerts(var cluster, var at) ->
          report(cluster, at, () -> readAlerts(cluster), Faults.alerts(cluster));
      case Action.Probe(var cluster) -> context.tell(cluster);
      case Action.Refuse(var verb, _) -> telemetry.event(verb.written(), "refused");
      case Action.Overtaken(var event) -> telemetry.event(event, "overtaken");
      case Action.Finish _ -> gates.stopAll();
    }
  }

  /// Does remote work at a time and sends what came of it.
  private void report(
      Object subject,
      Instant at,
      Supplier<RolloutEvent> work,
      Function<String, RolloutEvent> fault) {
    turns.at(subject, at, () -> send(safely(work, fault)));
  }

  /// The loop's edge: a surprise becomes the event that claims least, so that no wait is forgotten.
  private RolloutEvent safely(Supplier<RolloutEvent> work, Function<String, RolloutEvent> fault) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      LOG.error("run={} reason=internal", state.run(), e);
      return fault.apply("internal error: " + e);
    }
  }

  private RolloutEvent readAlerts(ClusterId cluster) {
    RolloutEvent answer = triggers.alerts(cluster);
    if (answer instanceof RolloutEvent.AlertsRead) {
      alertsReadAt.put(cluster, agenda.instant());
    }
    return answer;
  }

  /// Tells the run that a round of probes is over.
  void round(Set<ClusterId> answered) {
    Instant oldest = agenda.instant().minus(ALERTS_FRESH);
    Set<ClusterId> read =
        alertsReadAt.entrySet().stream()
            .filter(entry -> !entry.getValue().isBefore(oldest))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    send(new RolloutEvent.ProbeRound(answered, read));
  }

  /// Tells the run what is known of a cluster now.
  void tell(ClusterId cluster) {
    context.tell(cluster);
  }
}
