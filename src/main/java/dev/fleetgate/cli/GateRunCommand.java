package dev.fleetgate.cli;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.NodeJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fleetgate gate run`.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a gate against a Prometheus now, as a rollout would, and prints the verdict.",
      "",
      "Only evidence passes: no data, NaN, stale samples, several series, partial answers and a"
          + " Prometheus that cannot be reached are inconclusive, each with its reason, and the"
          + " gate measures on until its time is over. No change is assumed to have come before,"
          + " so that maxAge alone bounds the samples.",
      "",
      "The verdict goes to standard output, progress to standard error.",
      ""
    },
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed",
      "1:failed",
      "2:inconclusive",
      "3:could not be judged: Prometheus refuses the query, or the program is at fault",
      "64:the command line is wrong",
      "65:the file is wrong, or an argument is missing"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fleetgate gate run error-ratio.yaml --prometheus http://localhost:9090 -a service=shop",
      "  fleetgate gate run slo.yaml --prometheus http://localhost:9090 --timeout 5m -o json"
    })
final class GateRunCommand implements Callable<Integer> {
  private final CommandPorts ports;
  private final Screen screen;

  @Parameters(paramLabel = "FILE", description = "A file with exactly one document, of kind Gate.")
  private Path file = Path.of("");

  @Option(
      names = "--prometheus",
      required = true,
      paramLabel = "URL",
      converter = Converters.Address.class,
      description = "Address of the Prometheus to ask, without /api/v1.")
  private URI prometheus = URI.create("");

  @Option(
      names = {"-a", "--arg"},
      paramLabel = "NAME=VALUE",
      description = "A value for {{args.NAME}}; may be given several times.")
  private Map<String, String> args = new LinkedHashMap<>();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "local",
      converter = Converters.Cluster.class,
      description = "What {{cluster.name}} stands for. Default: local.")
  private ClusterId cluster = new ClusterId("local");

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "What {{cluster.labels.NAME}} stands for; may be given several times.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      converter = Converters.Time.class,
      description = "After this time without a verdict it is inconclusive. Default: 30m.")
  private Duration timeout = Duration.ofMinutes(30);

  @Mixin private OutputOption output = new OutputOption();

  GateRunCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Problems problems = new Problems();
    Bundle bundle = ports.bundles().load(SourceFiles.read(List.of(file), problems), problems);
    problems.throwIfAny();
    GateSpec gate = theOne(bundle);
    GateRunner.Request request =
        new GateRunner.Request(gate, bundle.recorded(), cluster, labels, args, prometheus, timeout);
    try (GateRunner runner = ports.gateRunner()) {
      GateRunner.Outcome outcome = runner.run(request, progress());
      print(gate, outcome);
      return Verdicts.exitCode(outcome.verdict());
    }
  }

  private GateSpec theOne(Bundle bundle) {
    if (bundle.gates().size() == 1 && bundle.documents() == 1) {
      return bundle.gates().getFirst();
    }
    throw new BadInputException(
        List.of(
            new Problem(
                Position.start(file.toString()),
                FileRule.NOT_ONE_DOCUMENT,
                "file",
                bundle.documents() + " documents, " + bundle.gates().size() + " of kind Gate",
                "exactly one document, of kind Gate; name another file")));
  }

  /// Tells each thing that stands in the way once, until it changes.
  private Consumer<Verdict> progress() {
    return new Consumer<>() {
      private String last = "";

      @Override
      public synchronized void accept(Verdict verdict) {
        String line = Verdicts.line(verdict, screen);
        if (!line.equals(last)) {
          last = line;
          screen.err().println(line);
          screen.err().flush();
        }
      }
    };
  }

  private void print(GateSpec gate, GateRunner.Outcome outcome) {
    if (output.json()) {
      Map<String, Node> fields = new LinkedHashMap<>();
      fields.put("gate", Node.text(gate.name()));
      fields.put("cluster", Node.text(cluster.value()));
      fields.putAll(Verdicts.fields(outcome.verdict()));
      fields.put("run", outcome.run());
      screen.out().print(NodeJson.writeIndented(Node.object(fields)));
    } else {
      screen
          .out()
          .println(
              "gate "
                  + gate.name()
                  + " on "
                  + cluster
                  + ": "
                  + Verdicts.line(outcome.verdict(), screen));
    }
  }
}
