package dev.fleetgate.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Rule;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One file for each rule that loaders can raise, named by the rule, in the folder of the rule's
/// room, beside the sentences that it must give. Which rules have none is asked by
/// [dev.fleetgate.architecture.EveryRuleTest].
final class FixtureTest {
  private static final Path FIXTURES = Path.of("src/test/resources/spec");

  /// Each fixture: a file, or the folder of a rule pack.
  static List<Path> fixtures() throws IOException {
    try (Stream<Path> paths = Files.walk(FIXTURES, 2)) {
      return paths
          .filter(path -> FIXTURES.relativize(path).getNameCount() == 2)
          .filter(path -> path.toString().endsWith(".yaml") || Files.isDirectory(path))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fixture_isRefusedInTheWordsBesideIt(Path fixture) throws IOException {
    Problems problems = new Problems();
    BundleLoader.of(FixtureTest::trigger, Inputs.NONE).load(inputs(fixture), problems);

    assertThat(problems.list()).extracting(problem -> key(problem.rule())).contains(key(fixture));
    String sentences =
        problems.list().stream().map(Problem::sentence).collect(joining("\n", "", "\n"));
    Path expected = FIXTURES.resolve(key(fixture) + ".expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, sentences, UTF_8);
    }
    assertThat(sentences).isEqualTo(Files.readString(expected, UTF_8));
  }

  private static Inputs inputs(Path fixture) throws IOException {
    if (!Files.isDirectory(fixture)) {
      return Inputs.of(source(fixture));
    }
    Source pack = source(fixture.resolve("pack.yaml"));
    List<Source> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(fixture)) {
      for (Path path : paths.filter(path -> !path.endsWith("pack.yaml")).sorted().toList()) {
        files.add(source(path));
      }
    }
    return new Inputs(List.of(pack), List.of(), List.of(), Map.of(pack.name(), files));
  }

  private static Source source(Path file) throws IOException {
    return new Source(String.valueOf(file.getFileName()), Files.readString(file, UTF_8));
  }

  private static Optional<Trigger> trigger(Node node, Problems problems) {
    return KubernetesTrigger.read(node, problems).map(trigger -> trigger);
  }

  private static String key(Path file) {
    return FIXTURES.relativize(file).toString().replace(".yaml", "");
  }

  private static String key(Rule rule) {
    String room = rule.getClass().getPackageName().replace("dev.fleetgate.", "");
    return room.split("\\.", -1)[0] + "/" + rule.id();
  }
}
