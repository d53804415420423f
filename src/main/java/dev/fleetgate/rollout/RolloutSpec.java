package dev.fleetgate.rollout;

import dev.fleetgate.model.AlertMatcher;
import dev.fleetgate.model.Amount;
import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Position;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// A FleetRollout document: one change, over selected clusters, in waves, through phases.
///
/// @param waves in order; a cluster goes to the first that selects it
/// @param phases in order, for each cluster
/// @param onAlert rules for firing alerts of touched members; empty if alerts decide nothing
/// @param at where the document begins
public record RolloutSpec(
    String name,
    Change change,
    LabelSelector selector,
    Unmatched unmatched,
    List<WaveSpec> waves,
    List<PhaseSpec> phases,
    OnBreach onBreach,
    List<AlertRule> onAlert,
    Position at) {
  public RolloutSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(change);
    Objects.requireNonNull(selector);
    Objects.requireNonNull(unmatched);
    waves = List.copyOf(waves);
    phases = List.copyOf(phases);
    Objects.requireNonNull(onBreach);
    onAlert = List.copyOf(onAlert);
    Objects.requireNonNull(at);
  }

  /// Every gate that it names, each once.
  public Set<GateRef> gates() {
    Set<GateRef> gates = new LinkedHashSet<>();
    phases.stream().map(PhaseSpec::gate).forEach(gates::addAll);
    for (WaveSpec wave : waves) {
      for (List<Requirement> requirements : List.of(wave.before(), wave.after())) {
        for (Requirement requirement : requirements) {
          if (requirement instanceof Requirement.GateCheck(var gate)) {
            gates.add(gate);
          }
        }
      }
    }
    return gates;
  }

  /// The same document without positions, as a run keeps it.
  public RolloutSpec unplaced() {
    return new RolloutSpec(
        name,
        change,
        selector,
        unmatched,
        waves.stream().map(WaveSpec::unplaced).toList(),
        phases.stream().map(PhaseSpec::unplaced).toList(),
        onBreach,
        onAlert,
        Position.unknown());
  }

  /// What is rolled out.
  ///
  /// @param from what it replaces; empty if not said
  public record Change(String id, String from) {
    public Change {
      Objects.requireNonNull(id);
      Objects.requireNonNull(from);
    }
  }

  /// What happens to selected clusters that no wave takes.
  public enum Unmatched {
    FAIL,
    IGNORE
  }

  /// Clusters that roll together.
  ///
  /// @param orderByLabel members go in the order of this label's value, numbers first and as
  ///   numbers, then by name; empty for by name alone
  /// @param before what must be true before the first trigger, in order
  /// @param after what must be true before the next wave, in order
  public record WaveSpec(
      String name,
      LabelSelector selector,
      String orderByLabel,
      Amount maxConcurrency,
      Budget budget,
      List<Requirement> before,
      List<Requirement> after,
      Position at) {
    public static final Amount DEFAULT_CONCURRENCY = Amount.of(1);

    public WaveSpec {
      Objects.requireNonNull(name);
      Objects.requireNonNull(selector);
      Objects.requireNonNull(orderByLabel);
      Objects.requireNonNull(maxConcurrency);
      Objects.requireNonNull(budget);
      before = List.copyOf(before);
      after = List.copyOf(after);
      Objects.requireNonNull(at);
    }

    WaveSpec unplaced() {
      return new WaveSpec(
          name, selector, orderByLabel, maxConcurrency, budget, before, after, Position.unknown());
    }
  }

  /// How many members of a wave may go wrong. Percentages are of the wave's members; [Limits] turns
  /// them into numbers.
  ///
  /// @param minSucceeded 0 for no such condition
  public record Budget(Amount maxFailed, Amount maxUnreachable, Amount minSucceeded) {
    public static final Budget DEFAULT = new Budget(Amount.of(0), Amount.of(0), Amount.of(0));

    public Budget {
      Objects.requireNonNull(maxFailed);
      Objects.requireNonNull(maxUnreachable);
      Objects.requireNonNull(minSucceeded);
    }
  }

  /// What must be true before or after a wave.
  public sealed interface Requirement {
    /// A person says yes.
    ///
    /// @param timeout of the approval's own clock, which stands while the run is paused or halted
    record Approval(Duration timeout, OnTimeout onTimeout) implements Requirement {
      public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(24);

      public Approval {
        Objects.requireNonNull(timeout);
        Objects.requireNonNull(onTimeout);
      }
    }

    /// Time in which the wave's members are seen to be well.
    record Soak(Duration duration) implements Requirement {
      public Soak {
        Objects.requireNonNull(duration);
      }
    }

    /// A gate, run once for each member of the wave.
    record GateCheck(GateRef gate) implements Requirement {
      public GateCheck {
        Objects.requireNonNull(gate);
      }
    }
  }

  /// What becomes of an approval that nobody gave in time. It never counts as given.
  public enum OnTimeout {
    REJECT,
    HALT
  }

  /// A gate by name, with arguments that replace the gate's own.
  public record GateRef(String name, Map<String, String> args) {
    public GateRef {
      Objects.requireNonNull(name);
      args = Collections.unmodifiableMap(new TreeMap<>(args));
    }
  }

  /// One step of every member: a trigger, and the gate behind it.
  ///
  /// @param gate at most one; none if only the trigger's own end counts
  /// @param timeout of the trigger, until it is observed done
  /// @param settle from the observed end until the gate begins
  /// @param gateTimeout from the time at which the first measurement can count
  /// @param retries of a failed trigger, never of a failed gate
  /// @param unreachableGrace how long the phase itself may take the API server down
  /// @param acceptNoUndo whether a rollback may leave this phase as it is
  /// @param undoTimeout how long an undo or a stop may be pending before a person is called
  public record PhaseSpec(
      String name,
      Trigger trigger,
      Undo undo,
      List<GateRef> gate,
      Duration timeout,
      Duration settle,
      Duration gateTimeout,
      int retries,
      Duration unreachableGrace,
      boolean acceptNoUndo,
      Duration undoTimeout,
      Position at) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);
    public static final Duration DEFAULT_GATE_TIMEOUT = Duration.ofMinutes(30);
    public static final Duration DEFAULT_UNDO_TIMEOUT = Duration.ofMinutes(30);

    public PhaseSpec {
      Objects.requireNonNull(name);
      Objects.requireNonNull(trigger);
      Objects.requireNonNull(undo);
      gate = List.copyOf(gate);
      Objects.requireNonNull(timeout);
      Objects.requireNonNull(settle);
      Objects.requireNonNull(gateTimeout);
      Objects.requireNonNull(unreachableGrace);
      Objects.requireNonNull(undoTimeout);
      Objects.requireNonNull(at);
      if (gate.size() > 1 || retries < 0) {
        throw new IllegalArgumentException(
            "phase "
                + name
                + ": gates "
                + gate.size()
                + ", retries "
                + retries
                + " (expected: at most one gate, retries >= 0)");
      }
    }

    PhaseSpec unplaced() {
      return new PhaseSpec(
          name,
          trigger,
          undo,
          gate,
          timeout,
          settle,
          gateTimeout,
          retries,
          unreachableGrace,
          acceptNoUndo,
          undoTimeout,
          Position.unknown());
    }
  }

  /// How a phase is undone.
  public enum Undo {
    /// By the trigger, back to what was recorded before it.
    NATIVE,
    /// The phase changes nothing; there is nothing to undo.
    NONE
  }

  /// What happens when more members fail than the budget allows.
  public record OnBreach(Response action, Scope scope) {
    public static final OnBreach DEFAULT = new OnBreach(Response.HALT, Scope.WAVE);

    public OnBreach {
      Objects.requireNonNull(action);
      Objects.requireNonNull(scope);
    }
  }

  /// What the run does about a breach or an alert; a later one outranks an earlier one.
  public enum Response {
    HALT,
    ABORT,
    ROLLBACK
  }

  /// What a rollback undoes: the wave concerned and those after it, or every touched member.
  public enum Scope {
    WAVE,
    RUN
  }

  /// What a firing alert does to the run.
  ///
  /// @param matchers all must match
  public record AlertRule(List<AlertMatcher> matchers, Response action) {
    public AlertRule {
      matchers = List.copyOf(matchers);
      Objects.requireNonNull(action);
    }

    public boolean matches(Map<String, String> labels) {
      return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
  }
}
