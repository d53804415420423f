package dev.fleetgate.rollout;

import java.util.Objects;

/// What one read of a target says of a trigger that was sent.
public sealed interface Progress {
  /// What the target says, verbatim where it says anything.
  String message();

  /// Not done yet.
  record Running(String message) implements Progress {
    public Running {
      Objects.requireNonNull(message);
    }
  }

  /// Done as asked.
  record Succeeded(String message) implements Progress {
    public Succeeded {
      Objects.requireNonNull(message);
    }
  }

  /// Ended without doing what was asked.
  record Failed(String message) implements Progress {
    public Failed {
      Objects.requireNonNull(message);
    }
  }

  /// Ended because it was asked to stop; nothing of it runs any more.
  record Stopped(String message) implements Progress {
    public Stopped {
      Objects.requireNonNull(message);
    }
  }

  /// The target gave no answer that says anything.
  record Unreadable(String message) implements Progress {
    public Unreadable {
      Objects.requireNonNull(message);
    }
  }
}
