package dev.fleetgate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.ExitCode;
import dev.fleetgate.cli.Screen;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rules.RulePack;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the program carries, and the examples that use it.
final class ShippedFilesTest {
  private final Problems problems = new Problems();

  @TempDir private Path folder;

  @Test
  void everyGateAndRulePackOfTheRooms_isCarriedAndLoads() throws IOException {
    Bundle bundle = new Wiring("test").bundles().load(Inputs.NONE, problems);
    assertThat(problems.list()).isEmpty();
    assertThat(bundle.shelf().names()).hasSize(count("gates", ".yaml")).contains("error-ratio");
    assertThat(bundle.rulePacks()).hasSize(count("rules", "pack.yaml"));
    assertThat(bundle.rulePacks())
        .extracting(RulePack::name)
        .contains("fleetgate-core", "http-service");
  }

  @Test
  void recordedSeries_comeWithTheirLookBack() {
    Bundle bundle = new Wiring("test").bundles().load(Inputs.NONE, problems);
    assertThat(bundle.recorded()).containsKey("fleetgate:http_error_ratio:rate1m");
  }

  @Test
  void testsOfTheRooms_areNotCarriedAsDocuments() {
    assertThat(ShippedFiles.yaml("rules"))
        .extracting(Source::name)
        .contains("rules/http-service/pack.yaml")
        .noneMatch(name -> name.contains("/tests/"));
  }

  @Test
  void jarAndFolder_holdTheSame() throws IOException {
    Path jar = folder.resolve("program.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of(
              "rules/b/tests/t.yaml",
              "rules/b/pack.yaml",
              "gates/a.yaml",
              "gates/README.md",
              "other/a.yaml",
              "dev/fleetgate/app/version.properties")) {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "text of " + name);
        out.putNextEntry(new JarEntry(name));
        out.write(Files.readAllBytes(file));
      }
    }
    URI root = folder.toUri();
    String landmark = "dev/fleetgate/app/version.properties";

    List<Source> ofFolder = ShippedFiles.yaml(root.resolve(landmark).toURL(), "gates", "rules");
    List<Source> ofJar =
        ShippedFiles.yaml(
            URI.create("jar:" + jar.toUri() + "!/" + landmark).toURL(), "gates", "rules");

    assertThat(ofFolder)
        .extracting(Source::name)
        .containsExactly("gates/a.yaml", "rules/b/pack.yaml");
    assertThat(ofJar).isEqualTo(ofFolder);
  }

  @Test
  void roomThatIsNotThere_isEmpty() {
    assertThat(ShippedFiles.yaml("no-such-room")).isEmpty();
  }

  @Test
  void examplesAndRooms_passLint() {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    CommandLineInterface commands =
        new CommandLineInterface("1", new Screen(printer, printer, false), new Wiring("test"));
    int exitCode = commands.run("lint", "docs/examples", "gates", "rules");
    assertThat(out.toString()).startsWith("no problems in ");
    assertThat(exitCode).isEqualTo(ExitCode.PASSED);
  }

  @Test
  void readmeOfTheGates_listsEachOfThem() throws IOException {
    String readme = Files.readString(Path.of("gates/README.md"), UTF_8);
    for (Path gate : yaml("gates", ".yaml")) {
      assertThat(readme).contains(Path.of("gates").relativize(gate).toString());
    }
  }

  private static int count(String room, String ending) throws IOException {
    return yaml(room, ending).size();
  }

  private static List<Path> yaml(String room, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(room))) {
      return files
          .filter(file -> file.toString().endsWith(ending) && !file.toString().contains("/tests/"))
          .toList();
    }
  }
}
