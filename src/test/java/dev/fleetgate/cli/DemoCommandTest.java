package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
  void kept_goesOnAndSaysAgainHowToLookAround() {
    EmptyDemo demo = new EmptyDemo(folder);
    TestingPorts ports =
        new TestingPorts() {
          @Override
          public Demo demo(Demo.Wanted wanted) {
            return demo;
          }
        };

    CommandRun run = CommandRun.of(ports, "demo", "--keep");

    String state = "look around: ./fleetgate rollout list --state " + folder.resolve("state");
    assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR);
    assertThat(run.err().lines())
        .containsSubsequence(state, "goes on until Ctrl-C; page: http://127.0.0.1:1", state);
    assertThat(demo.done).containsExactly("a signal means " + ExitCode.ERROR, "waited", "closed");
  }

  /// A demo in which nothing is to be rolled out.
  private static final class EmptyDemo implements Demo, Serving.Handle {
    private final Path folder;
    private final List<String> done = new ArrayList<>();

    EmptyDemo(Path folder) {
      this.folder = folder;
    }

    @Override
    public Serving serving() {
      URI address = URI.create("http://127.0.0.1:1");
      return new Serving.Running(address, address + "/login", List.of(), this);
    }

    @Override
    public Path folder() {
      return folder;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public String image(String cluster) {
      throw new UnsupportedOperationException("there is no cluster");
    }

    @Override
    public double errorRatio(String cluster) {
      throw new UnsupportedOperationException("there is no cluster");
    }

    @Override
    public List<String> notKnown() {
      return List.of();
    }

    @Override
    public void endWith(int exitCode) {
      done.add("a signal means " + exitCode);
    }

    @Override
    public void await() {
      done.add("waited");
    }

    @Override
    public Launch start(Launch.Wanted wanted) {
      throw new UnsupportedOperationException("nothing is started here");
    }

    @Override
    public void follow(RunId run, Predicate<RolloutState> more) {
      throw new UnsupportedOperationException("nothing is followed here");
    }

    @Override
    public void close() {
      done.add("closed");
    }
  }

  @Test
  void folderOfGates_thatIsNotThere_isRefused() {
    CommandRun run =
        CommandRun.of(new TestingPorts(), "demo", "--gates", folder.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err()).contains("none");
  }
}
