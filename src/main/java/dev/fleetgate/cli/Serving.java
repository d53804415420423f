package dev.fleetgate.cli;

import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// What came of starting the service.
public sealed interface Serving {
  /// What is to be served.
  ///
  /// @param state folder of the service's state
  /// @param host name or address to listen on
  /// @param port 0 for any that is free
  /// @param names under which it may be called, beside `localhost`, literal addresses and the host
  record Wanted(FleetFile file, Path state, String host, int port, Set<String> names) {
    public Wanted {
      Objects.requireNonNull(file);
      Objects.requireNonNull(state);
      Objects.requireNonNull(host);
      names = Set.copyOf(names);
    }
  }

  /// It runs and listens; unfinished runs go on.
  ///
  /// @param link opens the page in a browser with the right to make changes; works once
  /// @param troubles stored runs that could not be taken up, as sentences
  /// @param handle ends it
  record Running(URI address, String link, List<String> troubles, Handle handle)
      implements Serving {
    public Running {
      Objects.requireNonNull(address);
      Objects.requireNonNull(link);
      troubles = List.copyOf(troubles);
      Objects.requireNonNull(handle);
    }
  }

  /// Another process holds the state folder.
  record HeldElsewhere(Path state) implements Serving {
    public HeldElsewhere {
      Objects.requireNonNull(state);
    }
  }

  /// It could not start, and why.
  record NotStarted(String why) implements Serving {
    public NotStarted {
      Objects.requireNonNull(why);
    }
  }

  /// Ends what runs.
  interface Handle extends AutoCloseable {
    /// From now on, a process that is asked to end by a signal has this exit code, once everything
    /// is closed.
    void endWith(int exitCode);

    /// Waits until the process is asked to end.
    void await() throws InterruptedException;

    /// Starts a rollout.
    Launch start(Launch.Wanted wanted);

    /// Tells of each new state of a run, the present one first, until it is over or nobody wants
    /// more.
    ///
    /// @param more is told each state, and says whether to go on
    void follow(RunId run, Predicate<RolloutState> more) throws InterruptedException;

    /// Stops listening and lets go of the state folder; unfinished runs go on at the next start.
    @Override
    void close();
  }
}
