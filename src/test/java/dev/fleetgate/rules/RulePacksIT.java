package dev.fleetgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.peers.Promtool;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The shipped packs before the real promtool.
@ExtendWith(PeersExtension.class)
final class RulePacksIT {
  @TempDir private Path folder;

  static List<String> packs() {
    return TestingPacks.shipped();
  }

  @ParameterizedTest
  @MethodSource("packs")
  void rules_passTheirTests(String pack, Lab lab) throws IOException {
    List<String> files = lay(pack);
    List<String> command = new ArrayList<>(List.of("test", "rules"));
    for (Path test : tests(pack)) {
      Path copy = folder.resolve("tests").resolve(test.getFileName());
      Files.createDirectories(folder.resolve("tests"));
      Files.copy(test, copy);
      command.add(copy.toString());
    }
    Promtool.Outcome outcome = lab.promtool().run(folder, command.toArray(String[]::new));

    assertThat(command).as("tests of pack %s", pack).hasSizeGreaterThan(2);
    assertThat(files).isNotEmpty();
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("packs")
  void rules_areValid_evenWithLint(String pack, Lab lab) throws IOException {
    List<String> command = new ArrayList<>(List.of("check", "rules", "--lint-fatal"));
    command.addAll(lay(pack));
    Promtool.Outcome outcome = lab.promtool().run(folder, command.toArray(String[]::new));

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("packs")
  void everyAlert_hasAFiringCase(String pack) throws IOException {
    TreeSet<String> fired = new TreeSet<>();
    for (Path file : tests(pack)) {
      Node test = TestingPacks.yaml(Files.readString(file));
      items(test, "tests").stream()
          .flatMap(unit -> items(unit, "alert_rule_test").stream())
          .filter(expected -> !items(expected, "exp_alerts").isEmpty())
          .forEach(expected -> fired.add(expected.textAt("alertname").orElseThrow()));
    }
    List<String> alerts =
        TestingPacks.pack(pack, "{}").objects().stream()
            .flatMap(object -> PackedRules.rules(object).stream())
            .flatMap(rule -> rule.textAt("alert").stream())
            .toList();

    assertThat(fired).containsExactlyInAnyOrderElementsOf(alerts);
  }

  /// Writes the rules of a pack as promtool reads them: the `spec` of each PrometheusRule.
  private List<String> lay(String pack) throws IOException {
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, Node> object :
        TestingPacks.objects(TestingPacks.pack(pack, "{}")).entrySet()) {
      if (object.getValue().textAt("kind").filter("PrometheusRule"::equals).isPresent()) {
        Path file = folder.resolve(object.getKey());
        Files.writeString(file, NodeJson.write(object.getValue().path("spec").orElseThrow()));
        files.add(file.toString());
      }
    }
    return files;
  }

  private static List<Path> tests(String pack) throws IOException {
    try (Stream<Path> tests = Files.list(Path.of("rules", pack, "tests"))) {
      return tests.sorted().toList();
    }
  }

  private static List<Node> items(Node node, String field) {
    return node.path(field).orElse(Node.nothing()) instanceof Node.Array(var items, _)
        ? items
        : List.of();
  }
}
