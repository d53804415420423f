package dev.fleetgate.rules;

import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.Proof.Broken;
import dev.fleetgate.rules.Proof.NotLooked;
import dev.fleetgate.rules.Proof.Result;
import dev.fleetgate.rules.Proof.Step;
import dev.fleetgate.rules.Rendering.Refused;
import dev.fleetgate.rules.Rendering.Rendered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Judges from observations whether a pack is in effect on a cluster.
///
/// The rungs are looked at in the order of [Rung]; the first that is not proven breaks the ladder,
/// and the later ones are not looked at. A rung is proven by evidence only: what could not be read
/// is broken, never skipped.
public final class ProofLadder {
  private ProofLadder() {}

  /// What was observed of one cluster.
  ///
  /// @param install what the last install said; empty if none was made
  public record Evidence(
      KubernetesObserver.Observation kubernetes,
      PrometheusObserver.Observation prometheus,
      List<ObjectChange> install) {
    public Evidence {
      Objects.requireNonNull(kubernetes);
      Objects.requireNonNull(prometheus);
      install = List.copyOf(install);
    }

    /// Why the last install could not bring an object to the cluster.
    Optional<String> refusal(ObjectKey key) {
      return install.stream()
          .filter(object -> object.change() == Change.REFUSED)
          .filter(object -> object.object().equals(key.toString()))
          .map(ObjectChange::detail)
          .findFirst();
    }
  }

  /// What to ask a cluster's Prometheus so that each of the packs can be judged.
  public static PrometheusObserver.Question question(List<Rendered> packs) {
    Set<String> pools = new LinkedHashSet<>();
    Set<String> queries = new LinkedHashSet<>();
    for (Rendered rendered : packs) {
      rendered.documents().forEach(document -> pools.addAll(PrometheusRungs.pools(document)));
      ResolvedPack pack = rendered.pack();
      pack.freshSeries().forEach(selector -> queries.add(PrometheusRungs.ageQuery(selector)));
      queries.add(PrometheusRungs.sentinelQuery(pack));
    }
    return new PrometheusObserver.Question(pools, List.copyOf(queries));
  }

  /// @param now when the observations were complete
  public static Proof judge(Rendered rendered, Evidence evidence, Instant now) {
    List<Step> steps = new ArrayList<>();
    Optional<Rung> broken = Optional.empty();
    for (Rung rung : Rung.values()) {
      Result result =
          broken.isPresent() ? new NotLooked(broken.get()) : look(rung, rendered, evidence);
      if (result instanceof Broken) {
        broken = Optional.of(rung);
      }
      steps.add(new Step(rung, result, now));
    }
    return new Proof(rendered.pack().name(), rendered.pack().revision(), steps, now);
  }

  /// The proof of a pack that could not be rendered, so that nothing was sent: its objects may be
  /// there from before, and are selected by nothing.
  ///
  /// @param seen the objects that are there
  public static Proof refused(
      ResolvedPack pack, Refused refused, KubernetesObserver.Seen seen, Instant now) {
    List<KubernetesObserver.SeenObject> there =
        seen.objects().stream()
            .filter(object -> object.revision().equals(pack.revision()))
            .toList();
    boolean accepted = there.size() == pack.objects().size();
    Rung broken = accepted ? Rung.SELECTED : Rung.ACCEPTED;
    String why = "nothing was sent: " + String.join("; ", refused.problems());
    String found = accepted ? KubernetesRungs.unselected(there, seen).orElse("") + why : why;
    List<Step> steps = new ArrayList<>();
    for (Rung rung : Rung.values()) {
      Result result =
          rung == broken
              ? new Broken(found, "a Prometheus object that can select the pack; change it as said")
              : rung.compareTo(broken) < 0
                  ? new Proof.Proven(KubernetesRungs.versions(there))
                  : new NotLooked(broken);
      steps.add(new Step(rung, result, now));
    }
    return new Proof(pack.name(), pack.revision(), steps, now);
  }

  private static Result look(Rung rung, Rendered rendered, Evidence evidence) {
    return switch (rung) {
      case ACCEPTED, SELECTED ->
          switch (evidence.kubernetes()) {
            case KubernetesObserver.Unseen(var why) ->
                new Broken(why, "an answer of the API server; repair the way to it");
            case KubernetesObserver.Seen seen -> {
              KubernetesRungs rungs = new KubernetesRungs(rendered, seen, evidence);
              yield rung == Rung.ACCEPTED ? rungs.accepted() : rungs.selected();
            }
          };
      case RELOADED, RULES_HEALTHY, TARGETS_UP, SERIES_FRESH, SENTINEL, ALERTS ->
          switch (evidence.prometheus()) {
            case PrometheusObserver.Unseen(var why) ->
                new Broken(
                    "Prometheus gave no answer: " + why,
                    "an answer; see that Prometheus runs and that its address is right");
            case PrometheusObserver.Seen seen ->
                new PrometheusRungs(rendered, seen, evidence).look(rung);
          };
    };
  }
}
