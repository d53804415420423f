package dev.fleetgate.spec;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Nearest;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the documents of a source and tells their kinds.
public final class Documents {
  private static final Set<String> ARGO = Set.of("AnalysisTemplate", "ClusterAnalysisTemplate");

  private static final Pattern OURS =
      Pattern.compile(
          "fleetgate\\.dev/|\\bkind\"?\\s*:\\s*[\"']?(Fleet|RulePack|Gate|FleetRollout|AnalysisTemplate"
              + "|ClusterAnalysisTemplate)\\b");

  private Documents() {}

  /// What was found in a source.
  ///
  /// @param foreign number of documents that are none of ours, such as Kubernetes objects
  public record Found(List<Document> documents, int foreign) {
    public Found {
      documents = List.copyOf(documents);
    }
  }

  /// Reads a source of which every document must be ours.
  public static List<Document> read(Source source, Problems problems) {
    List<Document> documents = new ArrayList<>();
    List<Node> trees = trees(source, problems);
    for (Node tree : trees) {
      kind(tree, problems).ifPresent(documents::add);
    }
    if (trees.isEmpty() && problems.none()) {
      problems.add(
          new Problem(
              Position.start(source.name()),
              SpecRule.NO_DOCUMENT,
              "document",
              "none",
              "at least one YAML document of kind " + String.join(", ", DocumentKind.words())));
    }
    return documents;
  }

  /// Reads a source that may hold documents of others, as files in a folder do. One that has our
  /// group or one of our kinds must be right; the others are counted.
  public static Found find(Source source, Problems problems) {
    List<Document> documents = new ArrayList<>();
    int foreign = 0;
    for (Node tree : trees(source, problems)) {
      if (foreign(tree)) {
        foreign++;
      } else {
        kind(tree, problems).ifPresent(documents::add);
      }
    }
    return new Found(documents, foreign);
  }

  /// Whether a text has words of ours in it, so that it is worth reading: a folder may hold files
  /// of any kind, templates among them.
  public static boolean mentioned(Source source) {
    return OURS.matcher(source.text()).find();
  }

  private static List<Node> trees(Source source, Problems problems) {
    if (source.name().toLowerCase(Locale.ROOT).endsWith(".json")) {
      return NodeJson.readFile(source.text(), source.name(), problems).stream().toList();
    }
    return NodeYaml.read(source.text(), source.name(), problems);
  }

  private static boolean foreign(Node tree) {
    String kind = tree.textAt("kind").orElse("");
    return !tree.textAt("apiVersion").orElse("").startsWith("fleetgate.dev/")
        && !DocumentKind.byWord().containsKey(kind)
        && !ARGO.contains(kind);
  }

  private static Optional<Document> kind(Node tree, Problems problems) {
    Fields fields = Fields.of(tree, "document", problems);
    if (!(tree instanceof Node.Obj mapping)) {
      return Optional.empty();
    }
    String word = fields.text("kind");
    if (ARGO.contains(word)) {
      problems.add(
          fields.required("kind"),
          SpecRule.ARGO_TEMPLATE,
          "kind",
          "kind: Gate; this version does not run Argo's templates yet, write the metrics below a"
              + " Gate of "
              + DocumentKind.API_VERSION);
      return Optional.empty();
    }
    String version = fields.text("apiVersion");
    if (!version.isEmpty() && !version.equals(DocumentKind.API_VERSION)) {
      problems.add(
          fields.required("apiVersion"),
          SpecRule.UNKNOWN_API_VERSION,
          "apiVersion",
          DocumentKind.API_VERSION + "; write that");
    }
    Optional<DocumentKind> kind = Optional.ofNullable(DocumentKind.byWord().get(word));
    if (kind.isEmpty() && !word.isEmpty()) {
      String near =
          Nearest.to(word, DocumentKind.words())
              .map(meant -> "; did you mean " + meant + "?")
              .orElse("; write one of these");
      problems.add(
          fields.required("kind"),
          SpecRule.UNKNOWN_KIND,
          "kind",
          "one of " + String.join(", ", DocumentKind.words()) + near);
    }
    return kind.map(known -> new Document(known, mapping));
  }
}
