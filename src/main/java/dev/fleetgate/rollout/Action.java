package dev.fleetgate.rollout;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import java.time.Instant;
import java.util.Objects;

/// What the shell performs after the state was written. Every action may be asked for again, after
/// a restart or when an answer is late; performing it again must do no harm. At most one `Poll` and
/// one `Resolve` of a key, and one `ReadAlerts` of a cluster, is scheduled: a later one takes the
/// place of the earlier.
public sealed interface Action {
  /// Reads what the target holds, the cluster's identity and its firing alerts, writes the intent
  /// record (and the before-value, as long as no send can have taken effect), and answers
  /// `Prepared` or `PreparationFailed`. For an undo the before-value is that of attempt 1 and the
  /// alerts are not read.
  record Prepare(TriggerKey key) implements Action {
    public Prepare {
      Objects.requireNonNull(key);
    }
  }

  /// Sends what the intent record of the key says, once. Answers `TriggerSent`, `TriggerRefused`,
  /// `TriggerConflict` or `TriggerLost`. Never performed again for the same Sending: after a
  /// restart the machine asks to resolve.
  record Send(TriggerKey key) implements Action {
    public Send {
      Objects.requireNonNull(key);
    }
  }

  /// Finds out by reading whether a send arrived. Answers `TriggerSent`, `TriggerAbsent`,
  /// `TriggerRefused` (the name is taken), `TriggerUnknown`, or `TriggerLost` if nothing can be
  /// read.
  record Resolve(TriggerKey key, Instant at) implements Action {
    public Resolve {
      Objects.requireNonNull(key);
      Objects.requireNonNull(at);
    }
  }

  /// Reads the target once, not before a time; answers `TriggerProgress`.
  record Poll(TriggerKey key, Instant at) implements Action {
    public Poll {
      Objects.requireNonNull(key);
      Objects.requireNonNull(at);
    }
  }

  /// Asks what was sent to stop; answers `StopDelivered` or `StopFailed`.
  record Stop(TriggerKey key) implements Action {
    public Stop {
      Objects.requireNonNull(key);
    }
  }

  /// Lets go of the object (its finalizer): its outcome is written. Answers `TriggerReleased` once
  /// that is so.
  record Release(TriggerKey key) implements Action {
    public Release {
      Objects.requireNonNull(key);
    }
  }

  /// Deletes the objects that were made for the key's phase, in this attempt and in all before it,
  /// after letting go of them. Answers `TriggerCleared` once none is left, and nothing before;
  /// asked again by the machine.
  record Clear(TriggerKey key) implements Action {
    public Clear {
      Objects.requireNonNull(key);
    }
  }

  /// What was made for the key's phase could not be deleted for too long, and is not asked for any
  /// more: to be logged, as somebody may find it there.
  record Forget(TriggerKey key) implements Action {
    public Forget {
      Objects.requireNonNull(key);
    }
  }

  /// Starts a gate run, or goes on with the one of that key; answers `GateStarted`, and
  /// `GateJudged` or `GateHeld` whenever it has something to say. Asked again for a run that has
  /// ended, it answers again how it ended.
  ///
  /// @param notBefore completion + settle: no sample that may contain earlier time counts;
  ///   [Instant#EPOCH] where no trigger went before, so that only `maxAge` bounds it
  record StartGate(GateKey key, GateRef gate, Instant notBefore) implements Action {
    public StartGate {
      Objects.requireNonNull(key);
      Objects.requireNonNull(gate);
      Objects.requireNonNull(notBefore);
    }
  }

  /// Ends a gate run; nothing is answered.
  record StopGate(GateKey key) implements Action {
    public StopGate {
      Objects.requireNonNull(key);
    }
  }

  /// Reads the firing alerts of a cluster, not before a time; answers `AlertsRead` or
  /// `AlertsUnreadable`.
  record ReadAlerts(ClusterId cluster, Instant at) implements Action {
    public ReadAlerts {
      Objects.requireNonNull(cluster);
      Objects.requireNonNull(at);
    }
  }

  /// Answers what is known of a cluster now, `ReachChanged` and `ProofChanged`, also if it has not
  /// changed; probes it if nothing is known.
  record Probe(ClusterId cluster) implements Action {
    public Probe {
      Objects.requireNonNull(cluster);
    }
  }

  /// Tells the caller that the verb is not legal now.
  record Refuse(Verb verb, Mismatch why) implements Action {
    public Refuse {
      Objects.requireNonNull(verb);
      Objects.requireNonNull(why);
    }
  }

  /// The event was overtaken and ignored; to be counted.
  record Overtaken(String event) implements Action {
    public Overtaken {
      Objects.requireNonNull(event);
    }
  }

  /// The run is over: writes the report and ends what still observes for it.
  record Finish(RunId run) implements Action {
    public Finish {
      Objects.requireNonNull(run);
    }
  }
}
