package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.Durations;
import dev.fleetgate.rollout.GateKey.Place;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutSpec.OnTimeout;
import dev.fleetgate.rollout.RolloutSpec.WaveSpec;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.rollout.WaveState.Requirement;
import dev.fleetgate.rollout.WaveState.Requirement.Approving;
import dev.fleetgate.rollout.WaveState.Requirement.Met;
import dev.fleetgate.rollout.WaveState.Requirement.NotBegun;
import dev.fleetgate.rollout.WaveState.Requirement.Soaking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What must be true before and after a wave, one after the other in the order of the document.
final class Requirements {
  private Requirements() {}

  /// One requirement of a run.
  record Ref(int wave, Place place, int index) {
    /// As it stands in holds and decisions: by what it is. Two that are alike have one subject;
    /// they come one after the other.
    String subject(Draft draft) {
      String side = place == Place.BEFORE ? ": before: " : ": after: ";
      return "wave " + draft.wave(wave).name() + side + words(spec(draft, this));
    }

    private static String words(RolloutSpec.Requirement spec) {
      return switch (spec) {
        case RolloutSpec.Requirement.Approval _ -> "approval";
        case RolloutSpec.Requirement.Soak(var duration) -> "soak " + Durations.print(duration);
        case RolloutSpec.Requirement.GateCheck(var gate) -> "gate " + gate.name();
      };
    }
  }

  /// Takes the requirements on as far as they go.
  ///
  /// @return whether all are met
  static boolean met(Draft draft, int wave, Place place) {
    for (int index = 0; index < states(draft.wave(wave), place).size(); index++) {
      Ref ref = new Ref(wave, place, index);
      if (!(state(draft, ref) instanceof Met)) {
        step(draft, ref);
        if (!draft.running() || !(state(draft, ref) instanceof Met)) {
          return false;
        }
      }
    }
    return true;
  }

  static boolean allMet(WaveState wave, Place place) {
    return states(wave, place).stream().allMatch(Met.class::isInstance);
  }

  /// The first requirement before the wave that is not met.
  static Optional<Ref> next(Draft draft, int wave) {
    return IntStream.range(0, draft.wave(wave).before().size())
        .mapToObj(index -> new Ref(wave, Place.BEFORE, index))
        .filter(ref -> !(state(draft, ref) instanceof Met))
        .findFirst();
  }

  static Requirement state(Draft draft, Ref ref) {
    return states(draft.wave(ref.wave()), ref.place()).get(ref.index());
  }

  static void put(Draft draft, Ref ref, Requirement next) {
    WaveState wave = draft.wave(ref.wave());
    draft.put(
        ref.wave(),
        ref.place() == Place.BEFORE
            ? wave.withBefore(ref.index(), next)
            : wave.withAfter(ref.index(), next));
  }

  static void met(Draft draft, Ref ref, String by) {
    draft.release(Hold.Kind.AWAITING_APPROVAL, ref.subject(draft));
    put(draft, ref, new Met(by, draft.now()));
    draft.decide(by, ref.subject(draft) + " met", "");
  }

  /// Back to the beginning, in a new round.
  static void reset(Draft draft, int wave, Place place) {
    Checks.stopAll(draft, wave);
    boolean begun = false;
    for (int index = 0; index < states(draft.wave(wave), place).size(); index++) {
      Ref ref = new Ref(wave, place, index);
      begun |= !(state(draft, ref) instanceof NotBegun);
      draft.release(Hold.Kind.AWAITING_APPROVAL, ref.subject(draft));
      draft.release(Hold.Kind.NEEDS_PERSON, ref.subject(draft));
      put(draft, ref, new NotBegun());
    }
    if (begun) {
      draft.put(wave, draft.wave(wave).withRound(draft.wave(wave).round() + 1));
    }
  }

  /// Gates that were met are asked again; approvals that were given stay given.
  static void resetGates(Draft draft, int wave, Place place) {
    for (int index = 0; index < states(draft.wave(wave), place).size(); index++) {
      Ref ref = new Ref(wave, place, index);
      if (spec(draft, ref) instanceof RolloutSpec.Requirement.GateCheck
          && state(draft, ref) instanceof Met) {
        put(draft, ref, new NotBegun());
        draft.put(wave, draft.wave(wave).withRound(draft.wave(wave).round() + 1));
      }
    }
  }

  /// The approval that is asked for now.
  static Optional<Ref> approval(Draft draft) {
    for (int wave = 0; wave < draft.waveCount(); wave++) {
      for (Place place : List.of(Place.BEFORE, Place.AFTER)) {
        for (int index = 0; index < states(draft.wave(wave), place).size(); index++) {
          Ref ref = new Ref(wave, place, index);
          if (state(draft, ref) instanceof Approving) {
            return Optional.of(ref);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Lets the clock of an approval run: only over time that was observed, and not while the run is
  /// paused or halted.
  static void observe(Draft draft, RolloutEvent event) {
    approval(draft)
        .ifPresent(ref -> {
          if (state(draft, ref) instanceof Approving(var since, var clock, var observedAt)) {
            Duration gap = Duration.between(observedAt, draft.now());
            boolean counts =
                !(event instanceof RolloutEvent.Restarted)
                    && !draft.held(Hold.Kind.PAUSED)
                    && !draft.held(Hold.Kind.HALTED)
                    && !gap.isNegative()
                    && gap.compareTo(Pace.APPROVAL_GAP) <= 0;
            if (gap.abs().compareTo(Duration.ofSeconds(1)) >= 0) {
              put(draft, ref, new Approving(since, counts ? clock.plus(gap) : clock, draft.now()));
            }
          }
        });
  }

  static RolloutSpec.Requirement spec(Draft draft, Ref ref) {
    WaveSpec wave = draft.spec().waves().get(ref.wave());
    return (ref.place() == Place.BEFORE ? wave.before() : wave.after()).get(ref.index());
  }

  private static void step(Draft draft, Ref ref) {
    switch (spec(draft, ref)) {
      case RolloutSpec.Requirement.Approval(var timeout, var onTimeout) ->
          approve(draft, ref, timeout, onTimeout);
      case RolloutSpec.Requirement.Soak(var duration) -> soak(draft, ref, duration);
      case RolloutSpec.Requirement.GateCheck(var gate) -> Checks.step(draft, ref, gate);
    }
  }

  private static void approve(Draft draft, Ref ref, Duration timeout, OnTimeout onTimeout) {
    String subject = ref.subject(draft);
    if (!(state(draft, ref) instanceof Approving(var since, var clock, _))) {
      put(draft, ref, new Approving(draft.now(), Duration.ZERO, draft.now()));
      draft.hold(Hold.Kind.AWAITING_APPROVAL, subject, "waits for a person", Draft.US);
    } else if (clock.compareTo(timeout) >= 0) {
      switch (onTimeout) {
        case REJECT -> Rejecting.enter(draft, Draft.US, subject + ": nobody approved in time");
        case HALT -> {
          put(draft, ref, new Approving(since, Duration.ZERO, draft.now()));
          draft.hold(Hold.Kind.HALTED, subject, "nobody approved in time", Draft.US);
        }
      }
    }
  }

  private static void soak(Draft draft, Ref ref, Duration duration) {
    if (!(state(draft, ref) instanceof Soaking(_, var observed, _, _))) {
      put(
          draft,
          ref,
          new Soaking(
              draft.now(), Duration.ZERO, Instant.MIN, "waits for the first round of probes"));
    } else if (observed.compareTo(duration) >= 0) {
      met(draft, ref, Draft.US);
    }
  }

  private static List<Requirement> states(WaveState wave, Place place) {
    return place == Place.BEFORE ? wave.before() : wave.after();
  }
}
