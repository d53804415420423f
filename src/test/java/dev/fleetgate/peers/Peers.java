package dev.fleetgate.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// Finds the programs that tests run against.
///
/// 1. A folder named by `KUBEBUILDER_ASSETS` or `FLEETGATE_PEERS`.
/// 2. The user's cache, which `src/peers/build` fills: what is there is not built again.
/// 3. `PATH`.
///
/// A part that is nowhere skips the test with one sentence that says what is missing and how to get
/// it. Where the environment has `CI=true` it fails the test instead.
final class Peers {
  private static final List<String> FOLDERS = List.of("KUBEBUILDER_ASSETS", "FLEETGATE_PEERS");

  private final Map<String, String> environment;
  private final Path builder;
  private final Map<String, Optional<String>> builds = new ConcurrentHashMap<>();

  Peers(Map<String, String> environment, Path builder) {
    this.environment = Map.copyOf(environment);
    this.builder = builder;
  }

  static Peers ofThisMachine() {
    return new Peers(System.getenv(), Path.of("src", "peers", "build").toAbsolutePath());
  }

  /// The executable file of a part.
  ///
  /// @throws TestAbortedException if the part cannot be had and this is not a CI run
  Path program(Part part) {
    return named(part)
        .or(() -> built(part))
        .or(() -> onPath(part))
        .orElseThrow(() -> missing(part));
  }

  /// The folder of a part's module in the cache, for the files that belong to it.
  Path folder(Part part) {
    return built(part).flatMap(_ -> cached(part)).orElseThrow(() -> missing(part));
  }

  private Optional<Path> named(Part part) {
    return in(FOLDERS.stream().map(environment::get).flatMap(Stream::ofNullable), part);
  }

  private Optional<Path> onPath(Part part) {
    return in(Stream.of(environment.getOrDefault("PATH", "").split(":")), part);
  }

  private static Optional<Path> in(Stream<String> folders, Part part) {
    return folders
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, part.program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Optional<Path> built(Part part) {
    // Once: a build that failed would fail again, after minutes.
    return builds
        .computeIfAbsent(part.module, this::run)
        .flatMap(_ -> cached(part))
        .map(folder -> folder.resolve(part.program))
        .filter(Files::isExecutable);
  }

  private Optional<Path> cached(Part part) {
    return run("--path", part.module).map(Path::of);
  }

  /// What the builder prints, empty if it could not do what it was asked. Its progress and its
  /// errors go where the test's own errors go.
  private Optional<String> run(String... arguments) {
    var command = Stream.concat(Stream.of(builder.toString()), Stream.of(arguments)).toList();
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private RuntimeException missing(Part part) {
    var sentence =
        "peers: %s: not found (expected: in %s, the cache or PATH; run src/peers/build %s, which needs Go 1.26 and bash)"
            .formatted(part.program, String.join(", ", FOLDERS), part.module);
    return environment.getOrDefault("CI", "").equals("true")
        ? new IllegalStateException(sentence)
        : new TestAbortedException(sentence);
  }
}
