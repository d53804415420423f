package dev.fleetgate.cli;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Runs one gate against one Prometheus, from start to verdict.
///
/// Thread safety: confined to the thread that runs the command; the progress is told on others.
public interface GateRunner extends AutoCloseable {
  /// Blocks until the gate has judged or its time is over, which is Inconclusive.
  ///
  /// @param progress is told what stands in the way meanwhile
  /// @throws dev.fleetgate.model.BadInputException if the gate cannot be run with these arguments
  Outcome run(Request request, Consumer<Verdict> progress) throws InterruptedException;

  @Override
  void close();

  /// What to run.
  ///
  /// @param recorded look-back of each series that rule packs of ours record
  /// @param cluster what `{{cluster.name}}` stands for
  /// @param labels what `{{cluster.labels.x}}` stands for
  /// @param prometheus base URL, without `/api/v1`
  record Request(
      GateSpec gate,
      Map<String, Duration> recorded,
      ClusterId cluster,
      Map<String, String> labels,
      Map<String, String> args,
      URI prometheus,
      Duration timeout) {
    public Request {
      Objects.requireNonNull(gate);
      recorded = Map.copyOf(recorded);
      Objects.requireNonNull(cluster);
      labels = Map.copyOf(labels);
      args = Map.copyOf(args);
      Objects.requireNonNull(prometheus);
      Objects.requireNonNull(timeout);
    }
  }

  /// How it ended.
  ///
  /// @param run the gate run with every measurement kept
  record Outcome(Verdict verdict, Node run) {
    public Outcome {
      Objects.requireNonNull(verdict);
      Objects.requireNonNull(run);
    }
  }
}
