package dev.fleetgate.rollout;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What the machine is told. Verbs and alerts go before other events; these in order of arrival.
public sealed interface RolloutEvent {
  /// Time has passed.
  record Tick() implements RolloutEvent {}

  /// A process has taken the run up; every action that is still open is asked for again.
  record Restarted() implements RolloutEvent {}

  /// A person asks for something.
  ///
  /// @param members for `retry`, those meant; empty for all that can be retried
  record VerbAsked(Verb verb, Actor actor, Set<ClusterId> members) implements RolloutEvent {
    public VerbAsked {
      Objects.requireNonNull(verb);
      Objects.requireNonNull(actor);
      members = Set.copyOf(members);
    }
  }

  /// Events about one trigger.
  sealed interface OfTrigger extends RolloutEvent {
    TriggerKey key();
  }

  /// The intent record is written.
  ///
  /// @param clusterUid UID of the cluster's `kube-system` namespace, read for this send
  /// @param firing alerts firing now; empty for an undo or when alerts decide nothing
  record Prepared(TriggerKey key, String intentHash, String clusterUid, List<FiringAlert> firing)
      implements OfTrigger {
    public Prepared {
      Objects.requireNonNull(key);
      Objects.requireNonNull(intentHash);
      Objects.requireNonNull(clusterUid);
      firing = List.copyOf(firing);
    }
  }

  /// Nothing was written and nothing will be sent.
  record PreparationFailed(TriggerKey key, Obstacle obstacle, String message) implements OfTrigger {
    public PreparationFailed {
      Objects.requireNonNull(key);
      Objects.requireNonNull(obstacle);
      Objects.requireNonNull(message);
    }
  }

  /// Why a trigger could not be prepared.
  enum Obstacle {
    /// The target gave no answer; tried again.
    UNREACHABLE,
    /// The firing alerts could not be read; tried again.
    ALERTS_UNREADABLE,
    /// The target said no, or is not there.
    REFUSED,
    /// Of an undo: the target holds neither what we wrote nor what was before.
    CHANGED_SINCE,
    /// Of an undo: the target holds what was recorded before.
    NOTHING_TO_UNDO
  }

  /// The target has it.
  ///
  /// @param receipt UID of the object or what the target answered, short
  record TriggerSent(TriggerKey key, String receipt) implements OfTrigger {
    public TriggerSent {
      Objects.requireNonNull(key);
      Objects.requireNonNull(receipt);
    }
  }

  /// The target said no, definitely; nothing was changed.
  ///
  /// @param nameTaken whether an object of that name is there that is not ours
  record TriggerRefused(TriggerKey key, boolean nameTaken, String message) implements OfTrigger {
    public TriggerRefused {
      Objects.requireNonNull(key);
      Objects.requireNonNull(message);
    }
  }

  /// The target no longer holds what the intent expected (a failed test, 409); nothing was changed.
  record TriggerConflict(TriggerKey key, String message) implements OfTrigger {
    public TriggerConflict {
      Objects.requireNonNull(key);
      Objects.requireNonNull(message);
    }
  }

  /// No answer, or one that does not say whether it was done; also when resolving could not read.
  record TriggerLost(TriggerKey key, String message) implements OfTrigger {
    public TriggerLost {
      Objects.requireNonNull(key);
      Objects.requireNonNull(message);
    }
  }

  /// Resolved: it did not arrive, and what the intent expected is still there.
  record TriggerAbsent(TriggerKey key) implements OfTrigger {
    public TriggerAbsent {
      Objects.requireNonNull(key);
    }
  }

  /// Resolved: it cannot be said whether it arrived.
  record TriggerUnknown(TriggerKey key, String message) implements OfTrigger {
    public TriggerUnknown {
      Objects.requireNonNull(key);
      Objects.requireNonNull(message);
    }
  }

  /// What a read of the target says.
  ///
  /// @param readAt when the read began
  record TriggerProgress(TriggerKey key, Progress progress, Instant readAt) implements OfTrigger {
    public TriggerProgress {
      Objects.requireNonNull(key);
      Objects.requireNonNull(progress);
      Objects.requireNonNull(readAt);
    }
  }

  /// The stop arrived; the end is still to be observed.
  record StopDelivered(TriggerKey key) implements OfTrigger {
    public StopDelivered {
      Objects.requireNonNull(key);
    }
  }

  /// The stop could not be delivered.
  record StopFailed(TriggerKey key, String message) implements OfTrigger {
    public StopFailed {
      Objects.requireNonNull(key);
      Objects.requireNonNull(message);
    }
  }

  /// The object was let go.
  record TriggerReleased(TriggerKey key) implements OfTrigger {
    public TriggerReleased {
      Objects.requireNonNull(key);
    }
  }

  /// Of a run that is over: none of the objects is left that were made for the key's phase, in this
  /// attempt and in all before it.
  record TriggerCleared(TriggerKey key) implements OfTrigger {
    public TriggerCleared {
      Objects.requireNonNull(key);
    }
  }

  /// A gate run has begun.
  ///
  /// @param countsFrom when the first measurement can count
  record GateStarted(GateKey key, Instant countsFrom) implements RolloutEvent {
    public GateStarted {
      Objects.requireNonNull(key);
      Objects.requireNonNull(countsFrom);
    }
  }

  /// What a gate says.
  ///
  /// @param last whether the gate run has ended with it; only then do Pass and Fail count
  record GateJudged(GateKey key, Verdict verdict, boolean last) implements RolloutEvent {
    public GateJudged {
      Objects.requireNonNull(key);
      Objects.requireNonNull(verdict);
    }
  }

  /// A gate run has used up a limit of inconclusive measurements or errors, or its query was
  /// refused: a person has to look now. The run goes on and may still pass or fail.
  ///
  /// @param verdict Inconclusive or Errored
  record GateHeld(GateKey key, Verdict verdict) implements RolloutEvent {
    public GateHeld {
      Objects.requireNonNull(key);
      Objects.requireNonNull(verdict);
    }
  }

  /// The firing alerts of a cluster, read from its Prometheus.
  record AlertsRead(ClusterId cluster, List<FiringAlert> firing) implements RolloutEvent {
    public AlertsRead {
      Objects.requireNonNull(cluster);
      firing = List.copyOf(firing);
    }
  }

  /// The alerts of a cluster could not be read.
  record AlertsUnreadable(ClusterId cluster, String message) implements RolloutEvent {
    public AlertsUnreadable {
      Objects.requireNonNull(cluster);
      Objects.requireNonNull(message);
    }
  }

  /// A firing alert that the webhook brought.
  ///
  /// @param sequence of its entry in the alert log, rising
  /// @param labels with external labels
  record AlertReceived(long sequence, ClusterId cluster, Map<String, String> labels)
      implements RolloutEvent {
    public AlertReceived {
      Objects.requireNonNull(cluster);
      labels = Map.copyOf(labels);
    }
  }

  /// Whether a cluster's API server answers.
  ///
  /// @param down no answer in N probes over T
  /// @param since when that began
  record ReachChanged(ClusterId cluster, boolean down, Instant since, String message)
      implements RolloutEvent {
    public ReachChanged {
      Objects.requireNonNull(cluster);
      Objects.requireNonNull(since);
      Objects.requireNonNull(message);
    }
  }

  /// Whether a cluster's monitoring is proven in effect.
  ///
  /// @param message the rung that fails and what it says; empty if proven
  record ProofChanged(ClusterId cluster, boolean proven, String message) implements RolloutEvent {
    public ProofChanged {
      Objects.requireNonNull(cluster);
      Objects.requireNonNull(message);
    }
  }

  /// A round of probes is over; sent once for each probe interval. Only such rounds let a soak
  /// pass.
  ///
  /// @param answered clusters that answered their probe of this round
  /// @param alertsRead clusters whose alerts were read within the last two intervals of reading
  record ProbeRound(Set<ClusterId> answered, Set<ClusterId> alertsRead) implements RolloutEvent {
    public ProbeRound {
      answered = Set.copyOf(answered);
      alertsRead = Set.copyOf(alertsRead);
    }
  }
}
