package dev.fleetgate.cli;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `fleetgate demo`.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Fleetgate on a simulated fleet in this process, at many times the speed of the clock: a"
          + " change that goes well, and one that turns bad in the second wave.",
      "",
      "Everything but the clusters, their Prometheus and the clock is what serve runs. It ends by"
          + " itself and leaves nothing behind.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it went as it should: each change succeeded everywhere, or was stopped by its gate and put"
          + " back everywhere; which of them the summary says",
      "3:it did not, or was not over in four times the time expected",
      "64:the command line is wrong",
      "65:a gate is refused"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fleetgate demo --keep            look around on the page afterwards",
      "  fleetgate demo --gates my-gates/ with your own limit in place of the demo's"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int FEWEST = 3;
  private static final int MOST = 200;

  private final CommandPorts ports;
  private final Screen screen;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--clusters",
      paramLabel = "COUNT",
      defaultValue = "12",
      description = "Simulated clusters, 3 to 200. Default: ${DEFAULT-VALUE}")
  private int clusters;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the API and the page, 0 for any. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "25",
      description = "Simulated seconds in a second, 1 to 100. Default: ${DEFAULT-VALUE}")
  private double speed;

  @Option(
      names = "--gates",
      paramLabel = "DIR",
      description = "Folder of gates that take the place of the demo's; one is checkout-errors.")
  private Optional<Path> gates = Optional.empty();

  @Option(
      names = "--keep",
      description = {
        "Never give up, and go on until Ctrl-C; the exit code is",
        "still that of the summary."
      })
  private boolean keep;

  @Mixin private OutputOption output = new OutputOption();

  DemoCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (clusters < FEWEST || clusters > MOST) {
      throw wrong("--clusters: " + clusters + " (expected: 3 to 200)");
    }
    if (!(speed >= 1 && speed <= 100)) {
      throw wrong("--speed: " + speed + " (expected: 1 to 100)");
    }
    Bundle documents = documents();
    try (Demo demo = ports.demo(new Demo.Wanted(clusters, port, speed))) {
      return switch (demo.serving()) {
        case Serving.NotStarted(var why) -> complain(why);
        case Serving.HeldElsewhere(var held) -> complain("state folder " + held + ": held");
        case Serving.Running running -> run(demo, running, documents);
      };
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), "demo: " + message);
  }

  /// The demo's documents; a folder of gates takes the place of the demo's own.
  private Bundle documents() {
    Problems problems = new Problems();
    List<Source> given = new ArrayList<>();
    for (Source source : ports.demoDocuments()) {
      if (gates.isEmpty() || !source.name().contains("/gates/")) {
        given.add(source);
      }
    }
    List<Source> found =
        gates.map(folder -> SourceFiles.read(List.of(folder), problems).found()).orElse(List.of());
    problems.throwIfAny();
    Bundle bundle = ports.bundles().load(new Inputs(given, found, List.of(), Map.of()), problems);
    problems.throwIfAny();
    return bundle;
  }

  private int run(Demo demo, Serving.Running running, Bundle documents) {
    screen.err().println("page, once: " + running.link());
    screen
        .err()
        .println(
            "%d simulated clusters, %s times as fast as the clock; the Fleet is %s"
                .formatted(clusters, DemoPace.plain(speed), demo.folder().resolve("fleet.yaml")));
    lookAround(demo);
    DemoPace pace = new DemoPace(clusters, speed);
    Thread self = Thread.currentThread();
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    try {
      if (!keep) {
        var _ = timer.schedule(self::interrupt, pace.patience().toMillis(), TimeUnit.MILLISECONDS);
      }
      DemoReport report = changes(demo, running.handle(), documents);
      timer.shutdownNow();
      print(report);
      int verdict = report.asTold() ? ExitCode.PASSED : ExitCode.ERROR;
      if (keep) {
        goOn(demo, running, verdict);
      }
      return verdict;
    } catch (InterruptedException e) {
      return complain(pace.givenUp());
    } finally {
      timer.shutdownNow();
    }
  }

  private void goOn(Demo demo, Serving.Running running, int verdict) throws InterruptedException {
    demo.endWith(verdict);
    screen.err().println("goes on until Ctrl-C; page: " + running.address());
    lookAround(demo);
    screen.err().flush();
    running.handle().await();
  }

  private void lookAround(Demo demo) {
    screen
        .err()
        .println("look around: ./fleetgate rollout list --state " + demo.folder().resolve("state"));
  }

  /// Makes one change after the other, as long as they succeed and the simulation knows what it is
  /// asked.
  private DemoReport changes(Demo demo, Serving.Handle handle, Bundle documents)
      throws InterruptedException {
    Instant start = demo.now();
    List<GateSpec> gateSpecs =
        documents.shelf().names().stream()
            .flatMap(name -> documents.shelf().find(name).stream())
            .toList();
    List<DemoReport.Change> changes = new ArrayList<>();
    for (RolloutSpec rollout : documents.rollouts()) {
      Launch.Wanted wanted = new Launch.Wanted(rollout, gateSpecs, Actor.unverified("demo"));
      Optional<RolloutState> first = started(handle.start(wanted));
      if (first.isEmpty()) {
        break;
      }
      changes.add(follow(demo, handle, first.get(), start));
      if (!changes.getLast().succeeded()) {
        break;
      }
    }
    long millis = (long) (Duration.between(start, demo.now()).toMillis() / speed);
    return new DemoReport(
        changes, demo.notKnown(), BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.HALF_UP));
  }

  private Optional<RolloutState> started(Launch launch) {
    return switch (launch) {
      case Launch.Started(var first) -> Optional.of(first);
      case Launch.Refused(var problems) -> {
        ProblemPrinter.print(problems, screen, screen.err());
        yield Optional.empty();
      }
      case Launch.Unavailable(var why) -> {
        screen.err().println(why);
        yield Optional.empty();
      }
      case Launch.Planned _ -> throw new IllegalStateException("a start only planned");
    };
  }

  private DemoReport.Change follow(
      Demo demo, Serving.Handle handle, RolloutState first, Instant start)
      throws InterruptedException {
    DemoProgress progress = new DemoProgress(screen, demo::now, start);
    AtomicReference<RolloutState> last = new AtomicReference<>(first);
    screen
        .err()
        .println(
            "change %s, in waves %s"
                .formatted(
                    first.spec().change().id(),
                    first.waves().stream()
                        .map(wave -> wave.name() + " (" + wave.members().size() + ")")
                        .collect(Collectors.joining(", "))));
    handle.follow(
        first.run(),
        state -> {
          progress.moved(state);
          last.set(state);
          return demo.notKnown().isEmpty();
        });
    return DemoReport.Change.of(last.get(), demo::image, demo::errorRatio);
  }

  private void print(DemoReport report) {
    if (output.json()) {
      screen.out().print(report.json());
    } else {
      report.lines().forEach(screen.out()::println);
    }
    screen.out().flush();
  }

  private int complain(String why) {
    screen.err().println(why);
    return ExitCode.ERROR;
  }
}
