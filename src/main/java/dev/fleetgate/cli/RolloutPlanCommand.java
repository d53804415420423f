package dev.fleetgate.cli;

import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.RolloutSpec.GateRef;
import dev.fleetgate.rollout.RolloutSpec.PhaseSpec;
import dev.fleetgate.rollout.start.RolloutPlan;
import dev.fleetgate.rollout.start.RolloutPlan.WavePlan;
import dev.fleetgate.spec.NodeJson;
import dev.fleetgate.spec.NodeYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `fleetgate rollout plan`.
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says which clusters a rollout would touch, in which order and within which budgets, and what"
          + " would be sent. Sends nothing.",
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
    Launch.Wanted wanted = RolloutInputs.read(ports, files).wanted();
    Launch answer = ports.plan(fleet.read(ports), fleet.folder(), wanted);
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

  private void print(RolloutPlan plan) {
    if (output.json()) {
      screen.out().print(NodeJson.writeIndented(json(plan)));
      return;
    }
    screen.out().println("rollout " + plan.spec().name() + ", change " + plan.spec().change().id());
    Table waves =
        new Table("WAVE", "CLUSTERS", "AT A TIME", "MAY FAIL", "MAY BE UNREACHABLE", "IN ORDER");
    for (WavePlan wave : plan.waves()) {
      Limits limits = wave.limits();
      waves.row(
          wave.name(),
          String.valueOf(limits.size()),
          String.valueOf(limits.maxConcurrency()),
          String.valueOf(limits.maxFailed()),
          String.valueOf(limits.maxUnreachable()),
          members(wave));
    }
    waves.lines().forEach(screen.out()::println);
    plan.spec().phases().forEach(this::print);
  }

  private void print(PhaseSpec phase) {
    String gate =
        phase.gate().stream()
            .map(GateRef::name)
            .findFirst()
            .map(name -> ", then gate " + name)
            .orElse("");
    screen
        .out()
        .println(
            "phase %s, within %s%s; sends on each cluster:"
                .formatted(phase.name(), Durations.print(phase.timeout()), gate));
    NodeYaml.write(phase.trigger().asNode())
        .lines()
        .forEach(line -> screen.out().println("  " + line));
  }

  private static String members(WavePlan wave) {
    return wave.members().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static Node json(RolloutPlan plan) {
    return Node.object()
        .with("rollout", Node.text(plan.spec().name()))
        .with("change", Node.text(plan.spec().change().id()))
        .with("waves", Node.array(plan.waves().stream().map(RolloutPlanCommand::json).toList()))
        .with("unmatched", Node.texts(plan.unmatched().stream().map(Object::toString).toList()))
        .with(
            "phases",
            Node.array(plan.spec().phases().stream().map(RolloutPlanCommand::json).toList()));
  }

  private static Node json(WavePlan wave) {
    Limits limits = wave.limits();
    return Node.object()
        .with("name", Node.text(wave.name()))
        .with("members", Node.texts(wave.members().stream().map(Object::toString).toList()))
        .with("maxConcurrency", Node.number(limits.maxConcurrency()))
        .with("maxFailed", Node.number(limits.maxFailed()))
        .with("maxUnreachable", Node.number(limits.maxUnreachable()))
        .with("minSucceeded", Node.number(limits.minSucceeded()));
  }

  private static Node json(PhaseSpec phase) {
    return Node.object()
        .with("name", Node.text(phase.name()))
        .with("trigger", phase.trigger().asNode())
        .with("gates", Node.texts(phase.gate().stream().map(GateRef::name).toList()))
        .with("timeout", Node.text(Durations.print(phase.timeout())));
  }
}
