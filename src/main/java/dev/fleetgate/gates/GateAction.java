package dev.fleetgate.gates;

import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.Objects;

/// What the shell does after a step of a gate run.
public sealed interface GateAction {
  /// Fetch a measurement of the metric and report it as [GateEvent.Measured].
  record Measure(String metric) implements GateAction {
    public Measure {
      Objects.requireNonNull(metric);
    }
  }

  /// Look at the monitoring of the cluster, unless a look is known that began no earlier, and
  /// report it as [GateEvent.Looked].
  ///
  /// @param notBefore the end of the last measurement that the pass would rest on
  record Prove(Instant notBefore) implements GateAction {
    public Prove {
      Objects.requireNonNull(notBefore);
    }
  }

  /// Write the run before anything that follows: a failure, an end or a hold must not be forgotten.
  record Checkpoint() implements GateAction {}

  /// Tell whoever asked what stands in the way now; the run goes on.
  ///
  /// @param verdict Inconclusive or Errored
  record Waiting(Verdict verdict) implements GateAction {
    public Waiting {
      Objects.requireNonNull(verdict);
    }
  }

  /// Tell whoever asked that a limit of inconclusive measurements or errors is used up, or that the
  /// query was refused: a person has to look. The run goes on and may still pass or fail.
  ///
  /// @param verdict Inconclusive or Errored
  record Hold(Verdict verdict) implements GateAction {
    public Hold {
      Objects.requireNonNull(verdict);
    }
  }

  /// Tell whoever asked the verdict; the run is over. Comes again after [GateEvent.Restarted].
  record Report(Verdict verdict) implements GateAction {
    public Report {
      Objects.requireNonNull(verdict);
    }
  }
}
