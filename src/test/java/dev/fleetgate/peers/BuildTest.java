package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `src/peers/build` with a stand-in for Go that counts its runs.
final class BuildTest {
  private static final Path BUILD = Path.of("src", "peers", "build").toAbsolutePath();
  private static final String GO =
      """
      #!/usr/bin/env bash
      echo "$PWD $*" >>"$GO_RUNS"
      while [[ $1 != -o ]]; do shift; done
      echo program >"$2/kwok"
      exit "${GO_EXIT:-0}"
      """;

  @TempDir Path folder;

  @BeforeEach
  void installGo() {
    var go = Folders.write(Folders.create(folder.resolve("bin")).resolve("go"), GO);
    assertThat(go.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void build_buildsOnce_whenAskedTwiceAtTheSameTime() throws IOException {
    Callable<String> build = () -> run(0, "kwok");

    Together.run(List.of(build, build));

    assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(1);
    assertThat(Path.of(run(0, "--path", "kwok").strip()).resolve("kwok")).hasContent("program\n");
  }

  @Test
  void build_leavesNothing_whenGoFails() throws IOException {
    assertThat(run(1, "kwok")).contains("kwok: go build failed");

    assertThat(Path.of(run(0, "--path", "kwok").strip())).doesNotExist();
    try (var left = Files.list(folder.resolve("cache/fleetgate/peers"))) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly(".lock");
    }
  }

  @Test
  void build_namesTheParts_whenThePartIsUnknown() {
    assertThat(run(1, "kwock")).contains("part: 'kwock' (expected: one of etcd kubernetes");
  }

  @Test
  void build_tellsEveryVersion() {
    assertThat(run(0, "--list").lines())
        .hasSize(6)
        .allMatch(line -> line.matches("\\S+ \\d+\\.\\d+\\.\\d+ missing"));
  }

  private String run(int exitCode, String... arguments) {
    var command = Stream.concat(Stream.of(BUILD.toString()), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("GO_RUNS", folder.resolve("runs").toString());
    environment.put("GO_EXIT", Integer.toString(exitCode));
    try {
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
