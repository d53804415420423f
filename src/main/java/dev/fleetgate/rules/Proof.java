package dev.fleetgate.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What is known of one pack's effect on one cluster: a step for each rung, in their order. At most
/// one step is broken; those after it were not looked at.
///
/// @param revision the pinned one
/// @param at when it was judged
public record Proof(String pack, String revision, List<Step> steps, Instant at) {
  public Proof {
    Objects.requireNonNull(pack);
    Objects.requireNonNull(revision);
    steps = List.copyOf(steps);
    Objects.requireNonNull(at);
    if (!steps.stream().map(Step::rung).toList().equals(List.of(Rung.values()))) {
      throw new IllegalArgumentException("steps: " + steps + " (expected: one for each rung)");
    }
  }

  /// One rung.
  ///
  /// @param since from when on it has been found so without interruption
  public record Step(Rung rung, Result result, Instant since) {
    public Step {
      Objects.requireNonNull(rung);
      Objects.requireNonNull(result);
      Objects.requireNonNull(since);
    }
  }

  /// What was found.
  public sealed interface Result {}

  /// In effect.
  ///
  /// @param evidence what shows it
  public record Proven(String evidence) implements Result {
    public Proven {
      Objects.requireNonNull(evidence);
    }
  }

  /// Not in effect.
  ///
  /// @param found subject and what was found
  /// @param expected the rule and, after a semicolon, what to do
  public record Broken(String found, String expected) implements Result {
    public Broken {
      Objects.requireNonNull(found);
      Objects.requireNonNull(expected);
    }

    /// `found (expected: rule; remedy)`.
    public String sentence() {
      return found + " (expected: " + expected + ")";
    }
  }

  /// Nothing can be said, as an earlier rung is broken.
  public record NotLooked(Rung because) implements Result {
    public NotLooked {
      Objects.requireNonNull(because);
    }
  }

  /// The step of a rung.
  public Step step(Rung rung) {
    return steps.stream().filter(step -> step.rung() == rung).findFirst().orElseThrow();
  }

  /// The broken step, if there is one.
  public Optional<Step> broken() {
    return steps.stream().filter(step -> step.result() instanceof Broken).findFirst();
  }

  /// Whether gates may rely on it.
  ///
  /// @param withAlerts whether alerts must reach us too
  public boolean holds(boolean withAlerts) {
    return steps.stream()
        .filter(step -> withAlerts || step.rung() != Rung.ALERTS)
        .allMatch(step -> step.result() instanceof Proven);
  }

  /// What is broken, for a gate or a person: `rule pack P: rung R: found (expected: rule; remedy)`;
  /// empty if nothing is.
  public Optional<String> sentence() {
    return broken()
        .map(step ->
            step.result() instanceof Broken broken
                ? "rule pack " + pack + ": rung " + step.rung().written() + ": " + broken.sentence()
                : "");
  }

  /// The same proof, in which a rung found as before keeps the time since when. Two breaks of one
  /// rung are one: their words may carry changing values.
  public Proof after(Proof former) {
    if (!former.pack.equals(pack) || !former.revision.equals(revision)) {
      return this;
    }
    List<Step> carried = new ArrayList<>();
    for (Step step : steps) {
      Step before = former.step(step.rung());
      boolean same = before.result().getClass().equals(step.result().getClass());
      carried.add(same ? new Step(step.rung(), step.result(), before.since()) : step);
    }
    return new Proof(pack, revision, carried, at);
  }
}
