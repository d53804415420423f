package dev.fleetgate.app;

import dev.fleetgate.cli.GateRunner;
import dev.fleetgate.gates.Change;
import dev.fleetgate.gates.Gate;
import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.GateContext;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.gates.GateRunId;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.observer.Agenda;
import dev.fleetgate.observer.GateDriver;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// Runs one gate without a rollout: no change before it, no proof of monitoring asked for, nothing
/// stored.
///
/// Thread safety: confined to the thread that runs the command.
final class LocalGateRunner implements GateRunner {
  private final GateDriver.Surroundings around;
  private final Runnable onClose;

  /// @param onClose ends what the surroundings hold open
  LocalGateRunner(GateDriver.Surroundings around, Runnable onClose) {
    this.around = around;
    this.onClose = onClose;
  }

  @Override
  public Outcome run(Request request, Consumer<Verdict> progress) throws InterruptedException {
    Agenda agenda = around.agenda();
    GateRun start =
        GateRun.start(
            new GateRunId("local"), compiled(request), new Change.None(), agenda.instant());
    BlockingQueue<Verdict> end = new ArrayBlockingQueue<>(1);
    GateDriver driver =
        GateDriver.start(
            start,
            around,
            GateDriver.Target.unwatched(request.prometheus()),
            (verdict, standing) -> {
              if (standing == GateDriver.Standing.ENDED) {
                end.add(verdict);
              } else {
                progress.accept(verdict);
              }
            });
    String why = "no verdict within " + Durations.print(request.timeout());
    agenda.at(agenda.instant().plus(request.timeout()), () -> driver.terminate(why));
    Verdict verdict = end.take();
    return new Outcome(verdict, driver.run().toNode());
  }

  private static Gate compiled(Request request) {
    GateContext context =
        new GateContext(
            request.cluster(),
            request.labels(),
            request.args(),
            new GateContext.RecordedSeries(request.recorded(), Map.of()));
    Problems problems = new Problems();
    Optional<Gate> gate = GateCompiler.compile(request.gate(), context, problems);
    problems.throwIfAny();
    return gate.orElseThrow();
  }

  @Override
  public void close() {
    onClose.run();
  }
}
