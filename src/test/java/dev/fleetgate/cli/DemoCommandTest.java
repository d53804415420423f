package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the demo refuses before it starts anything; [TestingPorts] would fail if it did.
final class DemoCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--clusters, 2, expected: 3 to 200",
    "--clusters, 201, expected: 3 to 200",
    "--speed, 0.5, expected: 1 to 100",
    "--speed, NaN, expected: 1 to 100"
  })
  void option_outOfItsRange_isAUsageError(String option, String value, String expected) {
    CommandRun run = CommandRun.of(new TestingPorts(), "demo", option, value);

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err()).contains(option, expected);
  }

  @Test
  void gate_thatIsWrong_isRefused() throws Exception {
    Files.writeString(
        folder.resolve("gate.yaml"),
        "apiVersion: fleetgate.dev/v1alpha1\n"
            + "kind: Gate\n"
            + "metadata: {name: x}\n"
            + "spec: {metrics: 1}\n");

    CommandRun run = CommandRun.of(new TestingPorts(), "demo", "--gates", folder.toString());

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err()).contains("gate.yaml");
  }

  @Test
  void folderOfGates_thatIsNotThere_isRefused() {
    CommandRun run =
        CommandRun.of(new TestingPorts(), "demo", "--gates", folder.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err()).contains("none");
  }
}
