package dev.fleetgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LintCommandTest {
  private static final String FLEET =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Fleet
      metadata: {name: retail}
      spec:
        rulePacks: []
        clusters:
        - kubeconfig: {path: ~/.kube/config, contexts: ["*"]}
          prometheus: {url: "http://localhost:9090"}
      """;
  private static final String BAD = FLEET.replace("rulePacks: []", "rulePacks: [core]");
  private static final String GATE =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Gate
      metadata: {name: health}
      spec: {metrics: [{name: m, query: up, successCondition: value == 1}]}
      """;
  private static final String ROLLOUT =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: FleetRollout
      metadata: {name: addons}
      spec:
        change: {id: addons-3.12}
        selector: {}
        waves: [{name: all, selector: {}}]
        phases:
        - name: addons
          trigger: {deployment: {namespace: shop, name: web, images: {app: "web:2"}}}
          gate: health
      """;

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text, UTF_8).toString();
  }

  private static CommandRun lint(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "lint";
    System.arraycopy(args, 0, all, 1, args.length);
    return CommandRun.of(new TestingPorts(), all);
  }

  @Test
  void goodFile_passes() throws IOException {
    CommandRun run = lint(write("fleet.yaml", FLEET));
    assertThat(run)
        .isEqualTo(new CommandRun(ExitCode.PASSED, "no problems in 1 document of 1 file\n", ""));
  }

  @Test
  void badFile_isRefusedWithFileAndLine() throws IOException {
    String file = write("fleet.yaml", BAD);
    CommandRun run = lint(file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out())
        .isEqualTo(
            file
                + ":5: rulePacks: \"core\" (expected: the name of a rule pack that is given or"
                + " shipped; known are none)\n"
                + "1 problem in 1 document of 1 file\n");
  }

  @Test
  void json_givesEachPartOfAProblem() throws IOException {
    String file = write("fleet.yaml", BAD);
    CommandRun run = lint("--output=json", file);
    Node answer = NodeJson.read(run.out(), "answer");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(answer.path("documents")).contains(Node.number(1));
    Node.Array problems = (Node.Array) answer.path("problems").orElseThrow();
    Node problem = problems.items().getFirst();
    assertThat(problem.textAt("file")).contains(file);
    assertThat(problem.path("line")).contains(Node.number(5));
    assertThat(problem.textAt("pointer")).contains("/spec/rulePacks/0");
    assertThat(problem.textAt("rule")).contains("unknown-rule-pack");
    assertThat(problem.textAt("found")).contains("\"core\"");
  }

  @Test
  void json_ofAGoodFileHasAnEmptyList() throws IOException {
    CommandRun run = lint("-o", "json", write("fleet.yaml", FLEET));
    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(NodeJson.read(run.out(), "answer").path("problems")).contains(Node.array(List.of()));
  }

  @Test
  void folder_isSearchedAtAnyDepthAndFilesOfOthersArePassedOver() throws IOException {
    write("a/b/gate.yml", GATE);
    write("a/fleet.yaml", FLEET + "---\napiVersion: v1\nkind: ConfigMap\n");
    write("a/template.yaml", "{{- if .Values.x }}\nfoo: [\n");
    write("a/.hidden/broken.yaml", "kind: Gate\n");
    write("a/readme.md", "kind: Gate\n");
    assertThat(lint(folder.toString()).out())
        .isEqualTo("no problems in 2 documents of 2 files; 1 document of others passed over\n");
  }

  @Test
  void gatesBesideARollout_areFound() throws IOException {
    String rollout = write("rollout.yaml", ROLLOUT);
    CommandRun before = lint(rollout);
    write("gates/health.yaml", GATE);
    CommandRun after = lint(rollout);
    assertThat(before.out()).contains("rollout.yaml:11: gate: \"health\" (expected: ");
    assertThat(after.exitCode()).isEqualTo(ExitCode.PASSED);
  }

  @Test
  void sameFileTwice_isReadOnce() throws IOException {
    String gate = write("health.yaml", GATE);
    assertThat(lint(gate, folder.resolve(".").resolve("health.yaml").toString(), folder.toString()))
        .isEqualTo(new CommandRun(ExitCode.PASSED, "no problems in 1 document of 1 file\n", ""));
  }

  @Test
  void folderWithoutDocumentsOfOurs_doesNotPass() throws IOException {
    write("x.yaml", "a: 1\n");
    CommandRun run = lint(folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).contains("folder: no document (expected: at least one file of ours");
  }

  @Test
  void missingFile_isRefused() {
    CommandRun run = lint(folder.resolve("none.yaml").toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).contains("none.yaml: file: not there (expected: ");
  }

  @Test
  void fileThatIsNoUtf8_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    assertThat(lint(file.toString()).out()).contains("bytes that are no UTF-8");
  }

  @Test
  void noPath_isAUsageError() {
    CommandRun run = lint();
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("PATH").contains("Usage: fleetgate lint");
  }

  @Test
  void unknownForm_isAUsageError() {
    assertThat(lint("--output=xml", "x").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void help_namesExitCodesAndExamples() {
    CommandRun run = lint("--help");
    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("Exit codes:").contains("65 ").contains("Examples:");
  }

  @Test
  void colours_areOnlyWhereTheScreenShowsThem() throws IOException {
    String file = write("fleet.yaml", FLEET);
    assertThat(CommandRun.inColour(new TestingPorts(), "lint", file).out())
        .isEqualTo("\u001B[32mno problems\u001B[0m in 1 document of 1 file\n");
  }
}
