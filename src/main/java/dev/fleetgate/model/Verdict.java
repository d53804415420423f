package dev.fleetgate.model;

import java.util.Objects;

/// What a gate says of one cluster. Only evidence makes a [Pass]; everything that is not evidence
/// has its own reason.
public sealed interface Verdict {
  /// The words of the verdict with the numbers behind it.
  String sentence();

  /// Fresh samples of this cluster, taken after the change, met the conditions.
  record Pass(String sentence) implements Verdict {
    public Pass {
      Objects.requireNonNull(sentence);
    }
  }

  /// Samples broke a limit.
  record Fail(String sentence) implements Verdict {
    public Fail {
      Objects.requireNonNull(sentence);
    }
  }

  /// Nothing can be said, and why.
  record Inconclusive(InconclusiveReason reason, String sentence) implements Verdict {
    public Inconclusive {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(sentence);
    }
  }

  /// The question is wrong (the query was refused as bad data) or the program is at fault.
  record Errored(String sentence) implements Verdict {
    public Errored {
      Objects.requireNonNull(sentence);
    }
  }
}
