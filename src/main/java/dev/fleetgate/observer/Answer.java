package dev.fleetgate.observer;

import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.start.RolloutPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What came of something that was asked of the observer.
public sealed interface Answer {
  /// A run was started; its first state is written.
  record Started(RolloutState state) implements Answer {
    public Started {
      Objects.requireNonNull(state);
    }
  }

  /// What a start would do; nothing was written.
  ///
  /// @param details empty where only the plan was asked for
  record Planned(RolloutPlan plan, Optional<PlanDetails> details) implements Answer {
    public Planned {
      Objects.requireNonNull(plan);
      Objects.requireNonNull(details);
    }
  }

  /// The verb was taken; the state in which it has taken effect.
  record Taken(RolloutState state) implements Answer {
    public Taken {
      Objects.requireNonNull(state);
    }
  }

  /// The verb is not legal now.
  record NotNow(Mismatch why) implements Answer {
    public NotNow {
      Objects.requireNonNull(why);
    }
  }

  /// There is nothing of that name.
  record NotFound(String what) implements Answer {
    public NotFound {
      Objects.requireNonNull(what);
    }
  }

  /// Bad input; nothing was written.
  record Refused(List<Problem> problems) implements Answer {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// The store or a cluster gave no answer; nothing was started.
  record Unavailable(String why) implements Answer {
    public Unavailable {
      Objects.requireNonNull(why);
    }
  }
}
