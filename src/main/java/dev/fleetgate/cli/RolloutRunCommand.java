package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.form.RolloutForm;
import dev.fleetgate.spec.NodeJson;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `fleetgate rollout run`.
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
  private static final Set<Hold.Kind> PERSONS =
      EnumSet.of(
          Hold.Kind.PAUSED, Hold.Kind.AWAITING_APPROVAL, Hold.Kind.HALTED, Hold.Kind.NEEDS_PERSON);

  private final CommandPorts ports;
  private final Screen screen;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "The rollout, and gates that are neither in gates/ beside it nor shipped.")
  private List<Path> files = List.of();

  @Option(names = "--fleet", required = true, paramLabel = "FILE", description = "The Fleet.")
  private Path fleet = Path.of("");

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
      defaultValue = "",
      description = "Why the change is rolled out; kept with the decisions.")
  private String reason = "";

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "${env:FLEETGATE_STATE:-.fleetgate}",
      description = "Folder of the state. Default: FLEETGATE_STATE, else ./.fleetgate")
  private Path state = Path.of("");

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port to listen on, 0 for any. Default: ${DEFAULT-VALUE}")
  private int port;

  @Mixin private OutputOption output = new OutputOption();

  RolloutRunCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (files.isEmpty() == unfinished.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "rollout run: a FILE or --continue NAME (expected: one of them)");
    }
    Optional<Launch.Wanted> wanted =
        files.isEmpty() ? Optional.empty() : Optional.of(RolloutInputs.read(ports, files, reason));
    Serving serving =
        ports.serve(
            new Serving.Wanted(
                ServeCommand.fleet(ports, fleet),
                RolloutInputs.folder(fleet),
                state,
                "127.0.0.1",
                port));
    return switch (serving) {
      case Serving.NotStarted(var why) -> complain(why, ExitCode.ERROR);
      case Serving.HeldElsewhere(var held) ->
          complain(
              "state folder "
                  + held
                  + ": another process holds it (expected: one process; steer"
                  + " that one by the other commands, or choose another --state)",
              ExitCode.ERROR);
      case Serving.Running running -> {
        try (Serving.Handle handle = running.handle()) {
          screen.err().println("listening on " + running.address());
          screen.err().println("page, once: " + running.link());
          running.troubles().forEach(screen.err()::println);
          yield wanted.isPresent() ? start(handle, wanted.get()) : goOn(handle);
        }
      }
    };
  }

  private int start(Serving.Handle handle, Launch.Wanted wanted) throws InterruptedException {
    return switch (handle.start(wanted)) {
      case Launch.Started(var first) -> follow(handle, first);
      case Launch.Refused(var problems) -> {
        ProblemPrinter.print(problems, screen, screen.err());
        yield ExitCode.BAD_INPUT;
      }
      case Launch.Unavailable(var why) -> complain(why, ExitCode.ERROR);
      case Launch.Planned _ -> throw new IllegalStateException("a start only planned");
    };
  }

  private int goOn(Serving.Handle handle) throws InterruptedException {
    Optional<RolloutState> found = handle.find(unfinished).filter(run -> !run.phase().terminal());
    return found.isPresent()
        ? follow(handle, found.get())
        : complain(
            "rollout "
                + unfinished
                + ": no unfinished run in "
                + state
                + " (expected: one; start it by rollout run FILE)",
            ExitCode.BAD_INPUT);
  }

  private int follow(Serving.Handle handle, RolloutState first) throws InterruptedException {
    RunProgress progress = new RunProgress(screen);
    AtomicReference<RolloutState> last = new AtomicReference<>(first);
    handle.follow(
        first.run(),
        state -> {
          progress.moved(state);
          last.set(state);
          return !(noWait && onlyAPerson(state));
        });
    RolloutState end = last.get();
    Node report = RolloutForm.write(end);
    if (output.json()) {
      screen.out().print(NodeJson.writeIndented(report));
    } else {
      screen.out().println(RunProgress.summary(end));
    }
    return exitCode(end);
  }

  /// Whether nothing is in flight and a hold stands that only a person lifts.
  private static boolean onlyAPerson(RolloutState state) {
    boolean moving =
        state.members().values().stream()
            .map(member -> member.state())
            .anyMatch(member ->
                member instanceof MemberState.Triggering
                    || member instanceof MemberState.Settling
                    || member instanceof MemberState.Gating
                    || member instanceof MemberState.Undoing);
    return !moving && state.holds().stream().map(Hold::kind).anyMatch(PERSONS::contains);
  }

  private static int exitCode(RolloutState state) {
    return switch (state.phase()) {
      case SUCCEEDED -> 0;
      case FAILED, ABORTED, ROLLED_BACK -> 1;
      case REJECTED -> 4;
      case PENDING, RUNNING, ABORTING, ROLLING_BACK -> 2;
    };
  }

  private int complain(String why, int code) {
    screen.err().println(why);
    return code;
  }
}
