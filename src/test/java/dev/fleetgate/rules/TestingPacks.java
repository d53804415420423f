package dev.fleetgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.NodeJson;
import dev.fleetgate.spec.NodeYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Packs and Prometheus objects for tests.
public final class TestingPacks {
  private static final Path RULES = Path.of("rules");

  private TestingPacks() {}

  /// The shipped packs.
  public static List<String> shipped() {
    try (Stream<Path> folders = Files.list(RULES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A shipped pack with the values given, written as YAML.
  public static ResolvedPack pack(String name, String values) {
    Problems problems = new Problems();
    ResolvedPack pack =
        ResolvedPack.of(read(name), (Node.Obj) yaml(values), problems).orElseThrow();
    assertThat(problems.list()).isEmpty();
    return pack;
  }

  /// A pack of which the text of one file was changed.
  public static ResolvedPack edited(ResolvedPack pack, String file, String from, String to) {
    Problems problems = new Problems();
    Node.Obj content = pack.content();
    Node.Obj files = (Node.Obj) content.path("files").orElseThrow();
    String text = NodeJson.write(files.path(file).orElseThrow());
    assertThat(text).contains(from);
    Node changed = NodeJson.read(text.replace(from, to), "test");
    ResolvedPack edited =
        ResolvedPack.read(content.with("files", files.with(file, changed)), problems).orElseThrow();
    assertThat(problems.list()).isEmpty();
    return edited;
  }

  static RulePack read(String name) {
    Problems problems = new Problems();
    Map<String, Node> files = new LinkedHashMap<>();
    for (String file : List.of("servicemonitor.yaml", "prometheusrule.yaml")) {
      Path path = RULES.resolve(name).resolve(file);
      if (Files.exists(path)) {
        files.put(file, yaml(text(path)));
      }
    }
    Node source = yaml(text(RULES.resolve(name).resolve("pack.yaml")));
    RulePack pack = RulePack.read(source, files, problems);
    assertThat(problems.list()).isEmpty();
    return pack;
  }

  /// The objects of a pack with the values put in, by file name.
  static Map<String, Node> objects(ResolvedPack pack) {
    Map<String, Node> objects = new LinkedHashMap<>();
    List<String> files = read(pack.name()).spec().objects();
    for (int file = 0; file < files.size(); file++) {
      objects.put(files.get(file), pack.objects().get(file));
    }
    return objects;
  }

  /// One document of YAML.
  public static Node yaml(String text) {
    Problems problems = new Problems();
    List<Node> documents = NodeYaml.read(text, "test", problems);
    assertThat(problems.list()).isEmpty();
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }

  /// A Prometheus object `monitoring/NAME` with this `spec`.
  static ChildPrometheus prometheus(String name, String spec) {
    Node metadata =
        Node.object().with("name", Node.text(name)).with("namespace", Node.text("monitoring"));
    Node object = Node.object().with("metadata", metadata).with("spec", yaml(spec));
    return PrometheusObjects.read(object, Map.of("team", "platform"));
  }

  /// One that selects by a label in all namespaces, as kube-prometheus-stack does.
  static ChildPrometheus stack(String release) {
    return prometheus(
        "k8s",
        """
        serviceMonitorSelector: {matchLabels: {release: %1$s}}
        serviceMonitorNamespaceSelector: {}
        ruleSelector: {matchLabels: {release: %1$s}}
        ruleNamespaceSelector: {}
        """
            .formatted(release));
  }

  static LabelSelector selector(String yaml) {
    return Optional.ofNullable(
            prometheus("x", "{serviceMonitorSelector: " + yaml + "}")
                .selections()
                .get(MonitoringKind.SERVICE_MONITOR))
        .orElseThrow()
        .objects();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
