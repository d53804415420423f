package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./fleetgate` as its users start it, on the jar of this build.
final class LauncherIT {
  private static final Path LAUNCHER = Path.of("fleetgate").toAbsolutePath();
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final int PATIENCE_SECONDS = 300;

  @TempDir private Path folder;

  @Test
  void version_isPrinted_fromAnyFolder() throws Exception {
    Ended ended = run(Map.of("JAVA_HOME", JDK.toString()), LAUNCHER, "--version");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).matches("fleetgate \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void version_isPrinted_throughSymbolicLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("one"), LAUNCHER);
    Path second = Files.createSymbolicLink(folder.resolve("two"), link.getFileName());

    assertThat(run(Map.of("JAVA_HOME", JDK.toString()), second, "--version").out())
        .startsWith("fleetgate ");
  }

  @Test
  void unknownCommand_exitsWithItsOwnCode() throws Exception {
    Ended ended = run(Map.of("JAVA_HOME", JDK.toString()), LAUNCHER, "fly");

    assertThat(ended.exitCode()).isEqualTo(64);
    assertThat(ended.err()).contains("fly");
  }

  @Test
  void olderJavaHome_isPassedOver() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", olderJdk(), "PATH", JDK + "/bin:" + System.getenv("PATH"));

    assertThat(run(environment, LAUNCHER, "--version").exitCode()).isZero();
  }

  @Test
  void noSuitableJdk_isOneSentence() throws Exception {
    String older = olderJdk();

    Ended ended = run(Map.of("FLEETGATE_JAVA_HOME", older), LAUNCHER, "--version");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err())
        .isEqualTo(
            "fleetgate: JDK: found 17.0.1 in "
                + older
                + " (expected: 25 or later; install one, for example Temurin 25, or set"
                + " FLEETGATE_JAVA_HOME to it)\n");
  }

  @Test
  void signal_reachesTheProgramItself() throws Exception {
    String paused = "-XX:+UnlockDiagnosticVMOptions -XX:+PauseAtStartup";
    Map<String, String> environment =
        Map.of("JAVA_HOME", JDK.toString(), "FLEETGATE_JAVA_OPTS", paused);
    try (var watch = FileSystems.getDefault().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process process = start(environment, LAUNCHER, "--version");
      Path file = folder.resolve("vm.paused." + process.pid());
      while (!Files.exists(file)) {
        var key = watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(key).as("the JVM pauses with the launcher's process id").isNotNull();
        key.pollEvents();
        key.reset();
      }

      process.destroy();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    }
  }

  /// Not SIGINT: a shell that runs the tests in the background lets its children ignore it.
  @Test
  void service_thatIsStoppedByASignal_endsWithZero() throws Exception {
    Files.writeString(
        folder.resolve("kubeconfig"),
        "apiVersion: v1\nkind: Config\n"
            + "clusters: [{name: eu, cluster: {server: 'http://127.0.0.1:1'}}]\n"
            + "contexts: [{name: eu, context: {cluster: eu, user: eu}}]\n"
            + "users: [{name: eu, user: {token: t}}]\n");
    Files.writeString(
        folder.resolve("fleet.yaml"),
        "apiVersion: fleetgate.dev/v1alpha1\nkind: Fleet\nmetadata: {name: one}\n"
            + "spec: {clusters: [{kubeconfig: {path: kubeconfig, contexts: [eu]},"
            + " prometheus: {url: 'http://127.0.0.1:1'}}]}\n");
    Process process =
        builder(
                Map.of("JAVA_HOME", JDK.toString()),
                LAUNCHER,
                "serve",
                "--fleet=fleet.yaml",
                "--state=state",
                "--port=0")
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).startsWith("listening on http://");
      new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start().waitFor();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    assertThat(folder.resolve("state/endpoint.json")).doesNotExist();
  }

  private String olderJdk() throws IOException {
    Path older = folder.resolve("jdk-17");
    Path java = Files.createDirectories(older.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(older.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    return older.toString();
  }

  private Ended run(Map<String, String> environment, Path launcher, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(environment, launcher, arguments);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private Process start(Map<String, String> environment, Path launcher, String... arguments)
      throws IOException {
    return builder(environment, launcher, arguments).start();
  }

  private ProcessBuilder builder(
      Map<String, String> environment, Path launcher, String... arguments) {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    Map<String, String> inherited = new HashMap<>(builder.environment());
    builder.environment().clear();
    for (String name : List.of("PATH", "HOME")) {
      if (inherited.containsKey(name)) {
        builder.environment().put(name, inherited.get(name));
      }
    }
    builder.environment().putAll(environment);
    return builder;
  }

  /// @param exitCode what the process left
  /// @param out its standard output
  /// @param err its standard error
  private record Ended(int exitCode, String out, String err) {}
}
