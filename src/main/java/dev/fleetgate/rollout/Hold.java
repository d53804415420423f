package dev.fleetgate.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/// Why the run sends no trigger now, or waits for a person. Holds stand beside each other, one for
/// each kind and subject, and each is left by its own cause or by a person.
///
/// @param subject what it is about: a member, a requirement, an alert; empty for the whole run
/// @param since when it began
/// @param by who or what made it
public record Hold(Kind kind, String subject, String reason, Instant since, String by)
    implements Comparable<Hold> {
  private static final Comparator<Hold> ORDER =
      Comparator.comparing(Hold::kind).thenComparing(Hold::subject);

  public Hold {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(since);
    Objects.requireNonNull(by);
  }

  /// Why.
  public enum Kind {
    PAUSED("Paused"),
    AWAITING_APPROVAL("AwaitingApproval"),
    HALTED("Halted"),
    TARGET_UNREACHABLE("TargetUnreachable"),
    ALERTS_UNREADABLE("AlertsUnreadable"),
    NEEDS_PERSON("NeedsPerson");

    private final String written;

    Kind(String written) {
      this.written = written;
    }

    /// The word that people and files see.
    public String written() {
      return written;
    }
  }

  @Override
  public int compareTo(Hold other) {
    return ORDER.compare(this, other);
  }
}
