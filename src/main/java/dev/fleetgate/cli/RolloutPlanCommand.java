package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.NodeJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `fleetgate rollout plan`.
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says which clusters a rollout would touch, in which order and within which budgets; and on"
          + " the cluster that would go first, what would be sent and what each gate would ask, and"
          + " from when its answers count.",
      "",
      "Reads the targets on that cluster; sends nothing that changes anything.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:planned",
      "3:the plan could not be made",
      "64:the command line is wrong",
      "65:the rollout is refused"
    },
    footerHeading = "%nExample:%n",
    footer = "  fleetgate rollout plan my-rollout.yaml --fleet fleet.yaml")
final class RolloutPlanCommand implements Callable<Integer> {
  private final CommandPorts ports;
  private final Screen screen;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The rollout, and gates that are neither in gates/ beside it nor shipped.")
  private List<Path> files = List.of();

  @Mixin private FleetOption fleet = new FleetOption();

  @Mixin private OutputOption output = new OutputOption();

  RolloutPlanCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    FleetFile watched = fleet.read(ports);
    BundleLoader bundles = ports.bundles().with(watched.rulePacks());
    Launch.Wanted wanted = RolloutInputs.read(bundles, files).wanted();
    Launch answer = ports.plan(watched, wanted);
    return switch (answer) {
      case Launch.Planned(var plan) -> {
        print(plan);
        yield ExitCode.PASSED;
      }
      case Launch.Refused(var problems) -> {
        ProblemPrinter.print(problems, screen, screen.err());
        yield ExitCode.BAD_INPUT;
      }
      case Launch.Unavailable(var why) -> {
        screen.err().println(why);
        yield ExitCode.ERROR;
      }
      case Launch.Started _ -> throw new IllegalStateException("a plan started a rollout");
    };
  }

  private void print(Node plan) {
    if (output.json()) {
      screen.out().print(NodeJson.writeIndented(plan));
    } else {
      PlanPrinter.lines(plan).forEach(screen.out()::println);
    }
    screen.out().flush();
  }
}
