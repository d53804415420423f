package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.NodeJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `fleetgate lint`.
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Checks fleets, rule packs, gates and rollouts without starting anything.",
      "",
      "Every problem is printed with its file and line, what was found, what is expected and what"
          + " to do. Names are checked across files: a gate that a rollout names is looked for in"
          + " the files given, then in gates/ beside the rollout, then among the shipped ones.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no problem",
      "64:the command line is wrong",
      "65:at least one problem, or nothing to check"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fleetgate lint gates/ rules/ my-rollout.yaml",
      "  fleetgate lint --output=json fleet.yaml"
    })
final class LintCommand implements Callable<Integer> {
  private final CommandPorts ports;
  private final Screen screen;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files, or folders that are searched for .yaml, .yml and .json files at any depth. A file"
              + " must hold documents of Fleetgate only; in folders those of others are passed"
              + " over.")
  private List<Path> paths = List.of();

  @Mixin private OutputOption output = new OutputOption();

  LintCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    Problems problems = new Problems();
    Inputs inputs = SourceFiles.read(paths, problems);
    Bundle bundle = ports.bundles().load(inputs, problems);
    if (output.json()) {
      screen.out().print(NodeJson.writeIndented(json(bundle, inputs, problems.list())));
    } else {
      ProblemPrinter.print(problems.list(), screen, screen.out());
      screen.out().println(summary(bundle, inputs, problems.list().size()));
    }
    return problems.none() ? ExitCode.PASSED : ExitCode.BAD_INPUT;
  }

  private static int files(Inputs inputs) {
    return inputs.given().size() + inputs.found().size();
  }

  private String summary(Bundle bundle, Inputs inputs, int problems) {
    String found =
        problems == 0
            ? screen.painted(Screen.Colour.GOOD, "no problems")
            : screen.painted(Screen.Colour.BAD, Figures.counted(problems, "problem"));
    String where =
        " in "
            + Figures.counted(bundle.documents(), "document")
            + " of "
            + Figures.counted(files(inputs), "file");
    return bundle.foreign() == 0
        ? found + where
        : found
            + where
            + "; "
            + Figures.counted(bundle.foreign(), "document")
            + " of others passed over";
  }

  private static Node json(Bundle bundle, Inputs inputs, List<Problem> problems) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("files", Node.number(files(inputs)));
    fields.put("documents", Node.number(bundle.documents()));
    fields.put("passedOver", Node.number(bundle.foreign()));
    fields.put("problems", ProblemPrinter.json(problems));
    return Node.object(fields);
  }
}
