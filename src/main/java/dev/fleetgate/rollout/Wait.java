package dev.fleetgate.rollout;

import java.time.Instant;
import java.util.Objects;

/// What something waits for, since when, and when it is looked at again at the latest; an event may
/// come first.
///
/// @param detail the particulars, for people; may be empty
public record Wait(Reason reason, String detail, Instant since, Instant lookAgainAt) {
  public Wait {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(since);
    Objects.requireNonNull(lookAgainAt);
  }

  /// For what.
  public enum Reason {
    /// An earlier wave, or what must be true before this one.
    WAVE_NOT_BEGUN("WaveNotBegun"),
    /// The wave's maxConcurrency is used up.
    NO_SLOT("NoSlot"),
    /// Members that got slots with it start one after the other.
    START_SPREAD("StartSpread"),
    /// A hold of the run; the detail names it.
    RUN_HELD("RunHeld"),
    /// Its monitoring is not proven in effect; the detail names the rung.
    MONITORING_UNPROVEN("MonitoringUnproven"),
    /// The next trigger is being prepared: before-value, identity, firing alerts.
    PREPARING("Preparing"),
    /// The target could not be prepared for a reason that may pass.
    NOT_PREPARED("NotPrepared"),
    /// Whether a request arrived is being found out.
    RESOLVING("Resolving"),
    /// A trigger was sent and is not observed done.
    TRIGGER_RUNNING("TriggerRunning"),
    /// It was asked to stop and is not observed ended.
    STOPPING("Stopping"),
    /// Time after the trigger's end in which nothing is measured.
    SETTLING("Settling"),
    /// The gate has not judged.
    MEASURING("Measuring"),
    /// The gate cannot say, past its time-out; the detail is its reason.
    INCONCLUSIVE("Inconclusive"),
    /// Whether the trigger was sent cannot be known; a person decides.
    UNKNOWN("Unknown"),
    /// The alerts that fire before the first trigger cannot be recorded.
    ALERTS_UNREADABLE("AlertsUnreadable"),
    /// The cluster behind the name is not the one recorded.
    IDENTITY_CHANGED("IdentityChanged"),
    /// The API server does not answer.
    UNREACHABLE("Unreachable"),
    /// A person has to approve.
    APPROVAL("Approval"),
    /// Time in which the members are seen to be well.
    SOAK("Soak"),
    /// Members later in the order of undo go first.
    UNDO_ORDER("UndoOrder");

    private final String written;

    Reason(String written) {
      this.written = written;
    }

    /// The word that people and files see.
    public String written() {
      return written;
    }
  }
}
