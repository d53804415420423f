package dev.fleetgate.http;

import dev.fleetgate.observer.ClusterView;
import dev.fleetgate.rules.Proof;
import java.util.List;

/// The clusters on the page: whether each answers, and its proof ladder as a strip.
final class ClusterSection {
  private ClusterSection() {}

  static void put(List<ClusterView> clusters, Html html) {
    html.open("section", "id", "clusters").element("h2", "Clusters");
    if (clusters.isEmpty()) {
      html.element("p", "No cluster is listed. The Fleet names where they come from.");
    } else {
      html.open("ul", "class", "clusters");
      clusters.forEach(view -> cluster(view, html));
      html.close();
    }
    html.close();
  }

  private static void cluster(ClusterView view, Html html) {
    String name = view.cluster().id().value();
    html.open("li", "class", "cluster", "id", "cluster-" + name)
        .element("span", name, "class", "name");
    reach(view).put(html, view.reach().state().written());
    if (!view.reach().message().isEmpty()) {
      html.element("span", view.reach().message(), "class", "reason");
    }
    for (Proof proof : view.proofs()) {
      ladder(proof, html);
    }
    view.unproven(true).ifPresent(sentence -> html.element("span", sentence, "class", "reason"));
    if (view.checked()) {
      html.open("span", "class", "about").text("looked at ").time(view.checkedAt()).close();
    }
    html.close();
  }

  private static Mark reach(ClusterView view) {
    return switch (view.reach().state()) {
      case UNKNOWN -> new Mark("○", "quiet");
      case ANSWERS -> new Mark("●", "good");
      case DOWN -> new Mark("▽", "bad");
    };
  }

  private static void ladder(Proof proof, Html html) {
    html.open("span", "class", "ladder")
        .element("span", proof.pack(), "class", "about")
        .open("span", "class", "rungs");
    for (Proof.Step step : proof.steps()) {
      rung(step, html);
    }
    html.close().close();
  }

  private static void rung(Proof.Step step, Html html) {
    String rung = step.rung().written();
    switch (step.result()) {
      case Proof.Proven(var evidence) -> rung(new Mark("■", "good"), rung + ": " + evidence, html);
      case Proof.Broken broken -> rung(new Mark("✕", "bad"), rung + ": " + broken.sentence(), html);
      case Proof.NotLooked(var because) ->
          rung(
              new Mark("·", "quiet"),
              rung + ": not looked at, as " + because.written() + " is broken",
              html);
    }
  }

  private static void rung(Mark mark, String sentence, Html html) {
    html.open("span", "class", "rung " + mark.tone(), "title", sentence)
        .element("span", mark.shape(), "aria-hidden", "true")
        .element("span", sentence, "class", "unseen")
        .close();
  }
}
