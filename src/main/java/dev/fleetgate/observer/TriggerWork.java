package dev.fleetgate.observer;

import dev.fleetgate.alerts.AlertReader;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutEvent.Obstacle;
import dev.fleetgate.rollout.RolloutEvent.PreparationFailed;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.port.ClusterPort.Identity;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.RecordStore.Found;
import dev.fleetgate.rollout.port.RecordStore.Kept;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Releasing;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import dev.fleetgate.rollout.port.TriggerPort.Stopping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Speaks to target systems for one run and says, as an event, what came of it. Each method blocks
/// on remote calls, and each leaves at most one thing undone if the program ends in the middle of
/// it: what it wrote is found again.
///
/// Thread safety: methods may be called from any thread at the same time.
final class TriggerWork {
  private final RunPorts ports;
  private final RunContext context;
  private final Agenda agenda;

  TriggerWork(RunPorts ports, RunContext context, Agenda agenda) {
    this.ports = ports;
    this.context = context;
    this.agenda = agenda;
  }

  /// Reads, records, and says what was recorded.
  ///
  /// 1. The cluster's identity.
  /// 2. What the target holds, and what would be sent.
  /// 3. The before-value, as long as no send can have taken effect: it is what the one that will
  ///    replaces.
  /// 4. The firing alerts, where alerts decide anything.
  /// 5. The intent, last: once it is there, everything else is.
  RolloutEvent prepare(RolloutState state, TriggerKey key) {
    return switch (ports.clusters().identity(key.member())) {
      case Identity.Refused(var why) -> new PreparationFailed(key, Obstacle.REFUSED, why);
      case Identity.NoAnswer(var why) -> new PreparationFailed(key, Obstacle.UNREACHABLE, why);
      case Identity.Known(var uid) -> prepareOn(state, key, uid);
    };
  }

  private RolloutEvent prepareOn(RolloutState state, TriggerKey key, String uid) {
    Found<Node> before = before(key);
    if (before instanceof Found.Unavailable<Node>(var why)) {
      return notRecorded(key, why);
    }
    Node recorded = value(before);
    Found<Node> written =
        key.action() == Direction.UNDO ? written(state, key) : new Found.Read<>(Optional.empty());
    if (written instanceof Found.Unavailable<Node>(var why)) {
      return notRecorded(key, why);
    }
    Order order = order(state, key, recorded, value(written));
    return switch (ports.triggers().prepare(order)) {
      case Preparation.AlreadySent(var object, var receipt) -> sent(key, object, receipt);
      case Preparation.NothingToUndo _ ->
          new PreparationFailed(
              key, Obstacle.NOTHING_TO_UNDO, "the target holds what was recorded before");
      case Preparation.ChangedSince(var why) ->
          new PreparationFailed(key, Obstacle.CHANGED_SINCE, why);
      case Preparation.Refused(var why) -> new PreparationFailed(key, Obstacle.REFUSED, why);
      case Preparation.Unreadable(var why) -> new PreparationFailed(key, Obstacle.UNREACHABLE, why);
      case Preparation.Ready ready -> record(state, key, uid, ready);
    };
  }

  private Found<Node> before(TriggerKey key) {
    boolean first = key.action() == Direction.DO && key.attempt() == 1;
    return first
        ? new Found.Read<>(Optional.empty())
        : ports.records().before(key.run(), key.member(), key.phase());
  }

  private static Node value(Found<Node> found) {
    return found instanceof Found.Read<Node>(var value)
        ? value.orElse(Node.nothing())
        : Node.nothing();
  }

  private Order order(RolloutState state, TriggerKey key, Node before, Node written) {
    return new Order(
        key,
        trigger(state, key),
        context.cluster(key.member()).labels(),
        state.spec().change(),
        before,
        written);
  }

  /// What we wrote last to the target: the receipt of the latest attempt that has one.
  private Found<Node> written(RolloutState state, TriggerKey undo) {
    for (int attempt = track(state, undo).attempt(); attempt >= 1; attempt--) {
      TriggerKey done =
          new TriggerKey(undo.run(), undo.member(), undo.phase(), attempt, Direction.DO);
      Found<Node> receipt = ports.records().receipt(done);
      if (!(receipt instanceof Found.Read<Node>(var kept) && kept.isEmpty())) {
        return receipt;
      }
    }
    return new Found.Read<>(Optional.empty());
  }

  private RolloutEvent record(
      RolloutState state, TriggerKey key, String uid, Preparation.Ready ready) {
    boolean doing = key.action() == Direction.DO;
    if (doing && !track(state, key).traces().altered()) {
      Kept kept = ports.records().keepBefore(key.run(), key.member(), key.phase(), ready.before());
      if (kept instanceof Kept.Unavailable(var why)) {
        return notRecorded(key, why);
      }
    }
    AlertReader.Answer alerts =
        doing && !state.spec().onAlert().isEmpty()
            ? ports.alerts().read(context.cluster(key.member()))
            : new AlertReader.Answer.Firing(List.of());
    return switch (alerts) {
      case AlertReader.Answer.Unreadable(var why) ->
          new PreparationFailed(key, Obstacle.ALERTS_UNREADABLE, why);
      case AlertReader.Answer.Firing(var firing) ->
          intend(new Intent(key, uid, ready.request(), ready.expected()), firing);
    };
  }

  private RolloutEvent intend(Intent intent, List<FiringAlert> firing) {
    return switch (ports.records().keepIntent(intent)) {
      case Kept.Unavailable(var why) -> notRecorded(intent.key(), why);
      case Kept.Written _ ->
          new RolloutEvent.Prepared(intent.key(), intent.hash(), intent.clusterUid(), firing);
    };
  }

  private static RolloutEvent notRecorded(TriggerKey key, String why) {
    return new PreparationFailed(
        key, Obstacle.UNREACHABLE, "the intent could not be recorded: " + why);
  }

  /// Sends once what the intent says that the state names by its hash, and no other.
  RolloutEvent send(RolloutState state, TriggerKey key) {
    Optional<Intent> intent = intent(key);
    if (intent.isEmpty()) {
      return new RolloutEvent.TriggerLost(
          key, "the intent record could not be read; nothing was sent");
    }
    if (!named(state, key, intent.get())) {
      return new RolloutEvent.TriggerConflict(
          key, "the intent was recorded anew meanwhile; nothing was sent");
    }
    return switch (ports.triggers().send(trigger(state, key), intent.get())) {
      case SendOutcome.Refused(var nameTaken, var why) ->
          new RolloutEvent.TriggerRefused(key, nameTaken, why);
      case SendOutcome.Conflict(var why) -> new RolloutEvent.TriggerConflict(key, why);
      case SendOutcome.Lost(var why) -> new RolloutEvent.TriggerLost(key, why);
      case SendOutcome.Sent(var uid, var receipt) -> sent(key, uid, receipt);
    };
  }

  private static boolean named(RolloutState state, TriggerKey key, Intent intent) {
    PhaseTrack track = track(state, key);
    List<TriggerStep> steps = key.action() == Direction.DO ? List.of(track.step()) : track.undo();
    return steps.stream()
        .anyMatch(
            step -> step instanceof TriggerStep.Sending(var hash, _) && hash.equals(intent.hash()));
  }

  private RolloutEvent sent(TriggerKey key, String uid, Node receipt) {
    return switch (ports.records().keepReceipt(key, receipt)) {
      case Kept.Written _ -> new RolloutEvent.TriggerSent(key, uid);
      case Kept.Unavailable(var why) ->
          new RolloutEvent.TriggerLost(key, "sent, but the answer could not be recorded: " + why);
    };
  }

  /// Finds out by reading whether a send arrived.
  RolloutEvent resolve(RolloutState state, TriggerKey key) {
    Optional<Intent> intent = intent(key);
    if (intent.isEmpty()) {
      return new RolloutEvent.TriggerLost(key, "the intent record could not be read");
    }
    return switch (ports.triggers().resolve(trigger(state, key), intent.get())) {
      case Resolution.Sent(var uid, var receipt) -> sent(key, uid, receipt);
      case Resolution.Absent _ -> new RolloutEvent.TriggerAbsent(key);
      case Resolution.NameTaken(var why) -> new RolloutEvent.TriggerRefused(key, true, why);
      case Resolution.Unknown(var why) -> new RolloutEvent.TriggerUnknown(key, why);
      case Resolution.Unreadable(var why) -> new RolloutEvent.TriggerLost(key, why);
    };
  }

  /// Reads the target once.
  RolloutEvent poll(RolloutState state, TriggerKey key) {
    Instant readAt = agenda.instant();
    Optional<Intent> intent = intent(key);
    Optional<Node> receipt = receipt(key);
    Progress progress =
        intent.isEmpty() || receipt.isEmpty()
            ? new Progress.Unreadable("the intent record or the receipt could not be read")
            : ports.triggers().poll(trigger(state, key), intent.get(), receipt.get());
    return new RolloutEvent.TriggerProgress(key, progress, readAt);
  }

  /// Asks what was sent to stop.
  RolloutEvent stop(RolloutState state, TriggerKey key) {
    Optional<Intent> intent = intent(key);
    Optional<Node> receipt = receipt(key);
    if (intent.isEmpty() || receipt.isEmpty()) {
      return new RolloutEvent.StopFailed(key, "the intent record or the receipt could not be read");
    }
    return switch (ports.triggers().stop(trigger(state, key), intent.get(), receipt.get())) {
      case Stopping.Delivered _ -> new RolloutEvent.StopDelivered(key);
      case Stopping.NotDelivered(var why) -> new RolloutEvent.StopFailed(key, why);
    };
  }

  /// Lets go of what was made for a key; empty if it has to be asked again.
  Optional<RolloutEvent> release(RolloutState state, TriggerKey key) {
    Optional<Intent> intent = intent(key);
    if (intent.isEmpty()) {
      return Optional.empty();
    }
    return switch (ports.triggers().release(trigger(state, key), intent.get())) {
      case Releasing.Released _ -> Optional.of(new RolloutEvent.TriggerReleased(key));
      case Releasing.StillHeld _ -> Optional.empty();
    };
  }

  /// Deletes what was made for a key and for all attempts before it; empty if something is left.
  Optional<RolloutEvent> clear(RolloutState state, TriggerKey key) {
    boolean left = false;
    for (int attempt = 1; attempt <= key.attempt(); attempt++) {
      left |= !deleted(state, key.ofAttempt(attempt));
    }
    return left ? Optional.empty() : Optional.of(new RolloutEvent.TriggerCleared(key));
  }

  private boolean deleted(RolloutState state, TriggerKey key) {
    return switch (ports.records().intent(key)) {
      case Found.Unavailable<Intent> _ -> false;
      case Found.Read<Intent>(var intent) ->
          intent.isEmpty()
              || ports.triggers().delete(trigger(state, key), intent.get())
                  instanceof Releasing.Released;
    };
  }

  /// The firing alerts of a member.
  RolloutEvent alerts(ClusterId member) {
    return switch (ports.alerts().read(context.cluster(member))) {
      case AlertReader.Answer.Firing(var firing) -> new RolloutEvent.AlertsRead(member, firing);
      case AlertReader.Answer.Unreadable(var why) -> new RolloutEvent.AlertsUnreadable(member, why);
    };
  }

  private Optional<Intent> intent(TriggerKey key) {
    return ports.records().intent(key) instanceof Found.Read<Intent>(var intent)
        ? intent
        : Optional.empty();
  }

  /// The receipt, null if none was kept; empty if that cannot be said.
  private Optional<Node> receipt(TriggerKey key) {
    return ports.records().receipt(key) instanceof Found.Read<Node>(var receipt)
        ? Optional.of(receipt.orElse(Node.nothing()))
        : Optional.empty();
  }

  private static Trigger trigger(RolloutState state, TriggerKey key) {
    return state.spec().phases().get(phaseIndex(state, key.phase())).trigger();
  }

  private static PhaseTrack track(RolloutState state, TriggerKey key) {
    return state.member(key.member()).tracks().get(phaseIndex(state, key.phase()));
  }

  private static int phaseIndex(RolloutState state, String name) {
    List<String> names = state.spec().phases().stream().map(PhaseSpec::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("phase: " + name + " (expected: one of " + names + ")");
    }
    return index;
  }
}
