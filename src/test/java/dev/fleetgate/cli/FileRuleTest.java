package dev.fleetgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Each way in which a path given to a command can be wrong.
final class FileRuleTest {
  private static final String GATE =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Gate
      metadata: {name: health}
      spec: {metrics: [{name: m, query: up, successCondition: value == 1}]}
      """;

  @TempDir private Path folder;

  private static void refused(Path path, FileRule rule) {
    CommandRun run = CommandRun.of(new TestingPorts(), "lint", "-o", "json", path.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    Node.Array problems =
        (Node.Array) NodeJson.read(run.out(), "answer").path("problems").orElseThrow();
    Node problem = problems.items().getFirst();
    assertThat(problem.textAt("rule")).contains(rule.id());
    assertThat(problem.textAt("file")).contains(path.toString());
    assertThat(problem.textAt("expected").orElseThrow()).contains(";");
  }

  @Test
  void aPathThatIsNotThere_isRefused() {
    refused(folder.resolve("none.yaml"), FileRule.NO_SUCH_FILE);
  }

  @Test
  void aFolderWithoutDocumentsOfOurs_isRefused() {
    refused(folder, FileRule.NOTHING_FOUND);
  }

  @Test
  void aFileThatIsNoText_isRefused() throws IOException {
    refused(
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xE9}),
        FileRule.NOT_UTF8);
  }

  /// A file that is there and cannot be read by anybody, whatever the permissions.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatCannotBeRead_isRefused() {
    refused(Path.of("/proc/self/mem"), FileRule.NOT_READABLE);
  }

  @Test
  void filesWithoutTheOneRollout_areRefused() throws IOException {
    Path gate = Files.writeString(folder.resolve("gate.yaml"), GATE, UTF_8);
    assertThatThrownBy(() -> RolloutInputs.read(new TestingPorts().bundles(), List.of(gate)))
        .isInstanceOfSatisfying(
            BadInputException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::rule)
                    .containsExactly(FileRule.NOT_ONE_DOCUMENT));
  }
}
