package dev.fleetgate.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Verdict;
import dev.fleetgate.spec.Documents;
import dev.fleetgate.spec.GateLoader;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The gates that come with the program.
final class ShippedGatesTest {
  private static final Path FOLDER = Path.of("gates");

  /// What rule pack http-service declares.
  private static final GateContext.RecordedSeries RECORDED =
      new GateContext.RecordedSeries(
          Map.of(
              "fleetgate:http_requests:rate1m", Duration.ofMinutes(1),
              "fleetgate:http_error_ratio:rate1m", Duration.ofMinutes(1)),
          Map.of());

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static GateSpec load(Path file) throws IOException {
    Problems problems = new Problems();
    var source = new Source(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    GateSpec gate =
        Documents.read(source, problems).stream()
            .flatMap(document -> GateLoader.load(document, problems).stream())
            .findFirst()
            .orElseThrow();
    assertThat(problems.list()).isEmpty();
    return gate;
  }

  @Test
  void gates_areThere() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("files")
  void gate_isNamedByItsFile_andHasNoProblem(Path file) throws IOException {
    GateSpec gate = load(file);
    assertThat(file).hasFileName(gate.name() + ".yaml");
    Problems problems = new Problems();
    GateCompiler.check(gate, RECORDED, problems);
    assertThat(problems.list()).isEmpty();
  }

  /// Values at every measurement and what the gate says in the end.
  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "addons/error-ratio.yaml, 0, Pass",
    "addons/error-ratio.yaml, 0.0099, Pass",
    "addons/error-ratio.yaml, 0.01, Inconclusive",
    "addons/error-ratio.yaml, 0.05, Inconclusive",
    "addons/error-ratio.yaml, 0.051, Fail",
    "addons/error-ratio.yaml, NaN, Inconclusive",
    "addons/error-ratio.yaml, none, Inconclusive",
    "canary/requests-served.yaml, 0.1, Pass",
    "canary/requests-served.yaml, 0, Fail",
    "canary/requests-served.yaml, none, Inconclusive",
  })
  void gate_saysOfValues(String file, String value, String expected) throws IOException {
    Problems problems = new Problems();
    var context =
        new GateContext(new ClusterId("eu-3"), Map.of(), Map.of("service", "checkout"), RECORDED);
    Optional<Gate> gate = GateCompiler.compile(load(FOLDER.resolve(file)), context, problems);
    assertThat(problems.list()).isEmpty();
    assertThat(verdict(gate.orElseThrow(), value).getClass().getSimpleName()).isEqualTo(expected);
  }

  private static Verdict verdict(Gate gate, String value) {
    GateRun run = GateRun.start(Questions.ID, gate, new Change.None(), Questions.T);
    for (int slot = 0; slot < 20; slot++) {
      var now = Questions.T.plusSeconds(30L * slot);
      run = Gates.step(run, new GateEvent.Tick(), now).next();
      Measurement.Outcome outcome =
          value.equals("none")
              ? Questions.nothing(now)
              : Questions.values(now, Double.valueOf(value));
      var measured =
          new GateEvent.Measured(
              gate.metrics().getFirst().name(), Questions.measured(outcome, now));
      run = Gates.step(run, measured, now).next();
    }
    return run.verdict();
  }
}
