package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import dev.fleetgate.rules.KubernetesObserver.SeenObject;
import dev.fleetgate.rules.Proof.Broken;
import dev.fleetgate.rules.Proof.Proven;
import dev.fleetgate.rules.Proof.Result;
import dev.fleetgate.rules.ProofLadder.Evidence;
import dev.fleetgate.rules.Rendering.Document;
import dev.fleetgate.rules.Rendering.Rendered;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The rungs that the API server answers: objects accepted, objects selected.
final class KubernetesRungs {
  private final Rendered rendered;
  private final KubernetesObserver.Seen seen;
  private final Evidence evidence;

  KubernetesRungs(Rendered rendered, KubernetesObserver.Seen seen, Evidence evidence) {
    this.rendered = rendered;
    this.seen = seen;
    this.evidence = evidence;
  }

  /// Every document is there, of the pinned revision and with the content that was sent. Labels are
  /// the next rung's business.
  Result accepted() {
    for (Document document : rendered.documents()) {
      Optional<Result> broken = notAccepted(document);
      if (broken.isPresent()) {
        return broken.get();
      }
    }
    return new Proven(
        versions(
            rendered.documents().stream()
                .map(document -> seen.object(document.key()).orElseThrow())
                .toList()));
  }

  /// The objects with their versions, as evidence that they are there.
  static String versions(List<SeenObject> objects) {
    return objects.stream()
        .map(object -> object.key() + " at resourceVersion " + object.resourceVersion())
        .collect(Collectors.joining(", "));
  }

  /// The first object that nothing selects, with its labels and what is selected, as the beginning
  /// of a sentence; empty if all are selected by something.
  static Optional<String> unselected(List<SeenObject> objects, KubernetesObserver.Seen seen) {
    return objects.stream()
        .filter(object -> selecting(object, seen).isEmpty())
        .findFirst()
        .map(object ->
            "%s with labels %s is not selected: %s; "
                .formatted(object.key(), object.labels(), wanted(object, seen)));
  }

  private static List<ChildPrometheus> selecting(SeenObject object, KubernetesObserver.Seen seen) {
    return seen.prometheuses().stream()
        .filter(one -> one.selects(object.key(), object.labels(), object.namespaceLabels()))
        .toList();
  }

  private Optional<Result> notAccepted(Document document) {
    ObjectKey key = document.key();
    Optional<SeenObject> there = seen.object(key);
    Optional<String> refusal = evidence.refusal(key);
    if (there.isPresent() && unchanged(document, there.get())) {
      return Optional.empty();
    }
    if (refusal.isPresent()) {
      return Optional.of(
          new Broken(refusal.get(), "an object that the API server takes; repair the pack"));
    }
    if (there.isEmpty()) {
      return Optional.of(
          new Broken(key + ": not there", "the object on the cluster; fleetgate rules apply"));
    }
    if (!there.get().revision().equals(rendered.pack().revision())) {
      return Optional.of(
          new Broken(
              key + ": revision \"" + there.get().revision() + "\"",
              "the pinned revision " + rendered.pack().revision() + "; fleetgate rules apply"));
    }
    return Optional.of(
        new Broken(
            key + ": changed by others at " + drift(document, there.get()).orElse("metadata"),
            "the content that was sent; fleetgate rules apply, and stop who changes it"));
  }

  private boolean unchanged(Document document, SeenObject there) {
    return there.revision().equals(rendered.pack().revision()) && drift(document, there).isEmpty();
  }

  private static Optional<String> drift(Document document, SeenObject there) {
    return Drift.between(
        Node.object().with("spec", document.object().path("spec").orElse(Node.nothing())),
        there.object());
  }

  /// A Prometheus object that is not paused selects each object by its labels and its Namespace's.
  Result selected() {
    Set<String> selecting = new LinkedHashSet<>();
    for (Document document : rendered.documents()) {
      SeenObject there = seen.object(document.key()).orElseThrow();
      List<ChildPrometheus> by = selecting(there, seen);
      if (by.isEmpty()) {
        return new Broken(
            there.key() + ": no Prometheus object selects it: labels " + there.labels(),
            wanted(there, seen) + "; fleetgate rules apply sets the labels that are asked for now");
      }
      if (by.stream().allMatch(ChildPrometheus::paused)) {
        return new Broken(
            "Prometheus " + by.getFirst().place() + ": paused",
            "a Prometheus object that the operator acts on; remove spec.paused");
      }
      by.forEach(one -> selecting.add(one.place()));
    }
    return new Proven("selected by Prometheus " + String.join(", ", selecting));
  }

  private static String wanted(SeenObject object, KubernetesObserver.Seen seen) {
    List<String> wanted =
        seen.prometheuses().stream()
            .map(one -> "Prometheus " + one.place() + " wants " + one.wants(object.key().kind()))
            .toList();
    return wanted.isEmpty() ? "a Prometheus object" : String.join(", ", wanted);
  }
}
