package dev.fleetgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GateRunCommandTest {
  private static final String GATE =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Gate
      metadata: {name: health}
      spec: {metrics: [{name: m, query: up, successCondition: value == 1}]}
      """;
  private static final Verdict WAITING =
      new Verdict.Inconclusive(InconclusiveReason.NO_DATA, "metric m: no series");

  @TempDir private Path folder;
  private final Runner runner = new Runner(new Verdict.Pass("metric m: value 1"));

  /// Answers with one verdict and keeps what it was asked.
  private static final class Runner implements GateRunner {
    private final Verdict verdict;
    private final List<Request> requests = new ArrayList<>();
    private boolean closed;

    private Runner(Verdict verdict) {
      this.verdict = verdict;
    }

    @Override
    public Outcome run(Request request, Consumer<Verdict> progress) {
      requests.add(request);
      progress.accept(WAITING);
      progress.accept(WAITING);
      return new Outcome(verdict, Node.object(Map.of("id", Node.text("local"))));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private CommandRun run(Runner runner, String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("gate.yaml"), text, UTF_8);
    List<String> args = new ArrayList<>(List.of("gate", "run", file.toString()));
    args.addAll(List.of(more));
    TestingPorts ports =
        new TestingPorts() {
          @Override
          public GateRunner gateRunner() {
            return runner;
          }
        };
    return CommandRun.of(ports, args.toArray(String[]::new));
  }

  static Stream<Arguments> verdicts() {
    return Stream.of(
        arguments(new Verdict.Pass("m: value 1"), 0, "passed: m: value 1"),
        arguments(new Verdict.Fail("m: value 0"), 1, "failed: m: value 0"),
        arguments(WAITING, 2, "inconclusive: NoData: metric m: no series"),
        arguments(new Verdict.Errored("m: bad_data"), 3, "errored: m: bad_data"));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void verdict_isASentenceAndAnExitCode(Verdict verdict, int exitCode, String words)
      throws IOException {
    CommandRun run = run(new Runner(verdict), GATE, "--prometheus", "http://localhost:9090");
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEqualTo("gate health on local: " + words + "\n");
  }

  @Test
  void progress_goesToStandardErrorOnceForEachChange() throws IOException {
    CommandRun run = run(runner, GATE, "--prometheus", "http://localhost:9090");
    assertThat(run.err()).isEqualTo("inconclusive: NoData: metric m: no series\n");
    assertThat(runner.closed).isTrue();
  }

  @Test
  void json_hasTheVerdictAndTheWholeRun() throws IOException {
    CommandRun run =
        run(new Runner(WAITING), GATE, "--prometheus", "http://localhost:9090", "-o", "json");
    Node answer = NodeJson.read(run.out(), "answer");
    assertThat(answer.textAt("gate")).contains("health");
    assertThat(answer.textAt("verdict")).contains("Inconclusive");
    assertThat(answer.textAt("reason")).contains("NoData");
    assertThat(answer.textAt("run", "id")).contains("local");
  }

  @Test
  void options_reachTheRunner() throws IOException {
    run(
        runner,
        GATE,
        "--prometheus=https://p.example.org/prometheus/",
        "--arg=service=checkout",
        "-a",
        "code=5..",
        "--cluster=eu-3",
        "--label=ring=canary",
        "--timeout=90s");
    GateRunner.Request request = runner.requests.getFirst();
    assertThat(request.gate().name()).isEqualTo("health");
    assertThat(request.prometheus()).isEqualTo(URI.create("https://p.example.org/prometheus"));
    assertThat(request.args()).isEqualTo(Map.of("service", "checkout", "code", "5.."));
    assertThat(request.cluster().value()).isEqualTo("eu-3");
    assertThat(request.labels()).isEqualTo(Map.of("ring", "canary"));
    assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --prometheus=localhost:9090           | an http or https address
          --prometheus=http://a:b@localhost     | an address without secrets
          --prometheus=http://localhost/api/v1  | the address without /api/v1
          --timeout=5min                        | a Prometheus duration above 0
          --timeout=0s                          | a Prometheus duration above 0
          --cluster=eu/3                        | letters, digits
          --output=xml                          | xml
          """)
  void wrongOption_isAUsageError(String option, String words) throws IOException {
    CommandRun run = run(runner, GATE, "--prometheus=http://localhost:9090", option);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(words).doesNotContain("a:b@");
    assertThat(runner.requests).isEmpty();
  }

  @Test
  void missingAddress_isAUsageError() throws IOException {
    CommandRun run = run(runner, GATE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--prometheus=URL");
  }

  @Test
  void badGate_isRefusedBeforeAnythingStarts() throws IOException {
    CommandRun run =
        run(runner, GATE.replace("query:", "querry:"), "--prometheus=http://localhost:9090");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("gate.yaml:4: querry: unknown field");
    assertThat(run.out()).isEmpty();
    assertThat(runner.requests).isEmpty();
  }

  @Test
  void fileWithTwoGates_isRefused() throws IOException {
    String two = GATE + "---\n" + GATE.replace("health", "other");
    CommandRun run = run(runner, two, "--prometheus=http://localhost:9090");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("file: 2 documents, 2 of kind Gate (expected: exactly one");
  }

  @Test
  void gateAlone_isAUsageError() {
    CommandRun run = CommandRun.of(new TestingPorts(), "gate");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("command line: no command");
  }
}
