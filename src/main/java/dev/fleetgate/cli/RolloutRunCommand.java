package dev.fleetgate.cli;

import dev.fleetgate.spec.BundleLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `fleetgate rollout run`.
///
/// It serves, and is a client of what it serves; where another process holds the state folder, it
/// is a client of that one. So both ways print the same and end the same.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a rollout to its end, without a hub: the state is in a folder, and the exit code is the"
          + " outcome.",
      "",
      "Installs the fleet's rule packs, proves that they are in effect, and rolls the change out"
          + " wave by wave. Meanwhile it listens, so that the other commands and the page can steer"
          + " it. When it is interrupted, --continue goes on where it was.",
      "",
      "Where another process holds the state folder, that one runs the rollout and this command"
          + " follows it; to interrupt this command then leaves the run as it is.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Succeeded",
      "1:Failed, Aborted or RolledBack",
      "2:with --no-wait: only a person can move it on",
      "3:the program could not go on; the run is unfinished",
      "4:Rejected",
      "64:the command line is wrong",
      "65:refused at start"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fleetgate rollout run my-rollout.yaml --fleet fleet.yaml",
      "  fleetgate rollout run --continue addons-3-12 --fleet fleet.yaml"
    })
final class RolloutRunCommand implements Callable<Integer> {
  private final CommandPorts ports;
  private final Screen screen;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "The rollout, and gates that are neither in gates/ beside it nor shipped.")
  private List<Path> files = List.of();

  @Mixin private FleetOption fleet = new FleetOption();

  @Option(
      names = "--continue",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Go on with the unfinished run of this name.")
  private String unfinished = "";

  @Option(
      names = "--no-wait",
      description = "End with exit code 2 as soon as only a person can move the run on.")
  private boolean noWait;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why the change is rolled out; kept with the decisions.")
  private String reason = "";

  @Mixin private StateOption state = new StateOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port to listen on, 0 for any. Default: ${DEFAULT-VALUE}")
  private int port;

  @Mixin private OutputOption output = new OutputOption();

  RolloutRunCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (files.isEmpty() == unfinished.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "rollout run: a FILE or --continue NAME (expected: one of them)");
    }
    FleetFile watched = fleet.read(ports);
    BundleLoader bundles = ports.bundles().with(watched.rulePacks());
    RunWanted wanted =
        files.isEmpty()
            ? new RunWanted.GoOn(unfinished)
            : new RunWanted.Start(RolloutInputs.read(bundles, files).documents(), reason);
    Serving serving =
        ports.serve(new Serving.Wanted(watched, state.folder(), "127.0.0.1", port, Set.of()));
    try {
      return switch (serving) {
        case Serving.NotStarted(var why) -> complain(why, ExitCode.ERROR);
        case Serving.HeldElsewhere(var held) -> handOver(Endpoint.of(held), watched, wanted);
        case Serving.Running running -> runHere(running, wanted);
      };
    } catch (ClientException e) {
      return complain(String.valueOf(e.getMessage()), ExitCode.ERROR);
    }
  }

  private int runHere(Serving.Running running, RunWanted wanted) {
    try (Serving.Handle _ = running.handle()) {
      screen.err().println("listening on " + running.address());
      screen.err().println("page, once: " + running.link());
      running.troubles().forEach(screen.err()::println);
      screen.err().flush();
      return conduct(
          Endpoint.of(state.folder()),
          wanted,
          name ->
              "rollout %s: interrupted (expected: its end; go on by %s)"
                  .formatted(name, continued(name)));
    }
  }

  private int handOver(Endpoint endpoint, FleetFile watched, RunWanted wanted) {
    if (!endpoint.watches(watched.fleet(), watched.folder())) {
      return complain(
          "%s: clusters: not those that the program at %s watches, which holds state folder %s (expected: its Fleet, %s; name that file, or another --state)"
              .formatted(fleet.file(), endpoint, state.folder(), endpoint.fleetName()),
          ExitCode.BAD_INPUT);
    }
    screen
        .err()
        .println(
            "state folder %s: held by the program at %s, which runs the rollout; this command follows it"
                .formatted(state.folder(), endpoint));
    screen.err().flush();
    return conduct(
        endpoint,
        wanted,
        name ->
            "rollout %s goes on in the program at %s; follow it again by fleetgate rollout watch %s --state %s"
                .formatted(name, endpoint, name, state.folder()));
  }

  private int conduct(Endpoint endpoint, RunWanted wanted, UnaryOperator<String> interrupted) {
    try (ApiClient client = new ApiClient(endpoint)) {
      ConductedRun.Manner manner =
          new ConductedRun.Manner(noWait, output.json(), interrupted, this::lost);
      return new ConductedRun(client, ports, screen, manner).conduct(wanted);
    }
  }

  private String lost(String name) {
    return "rollout %s: unfinished, and nobody drives it (expected: a program that does; go on by %s)"
        .formatted(name, continued(name));
  }

  private String continued(String name) {
    return "fleetgate rollout run --continue %s --fleet %s --state %s"
        .formatted(name, fleet.file(), state.folder());
  }

  private int complain(String why, int code) {
    screen.err().println(why);
    return code;
  }
}
