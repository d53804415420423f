package dev.fleetgate.rules;

import static dev.fleetgate.rules.TestingPacks.pack;
import static dev.fleetgate.rules.TestingPacks.stack;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Sample;
import dev.fleetgate.rules.KubernetesObserver.SeenObject;
import dev.fleetgate.rules.PrometheusObserver.Answer;
import dev.fleetgate.rules.PrometheusObserver.SeenGroup;
import dev.fleetgate.rules.PrometheusObserver.SeenRule;
import dev.fleetgate.rules.PrometheusObserver.Vector;
import dev.fleetgate.rules.Rendering.Document;
import dev.fleetgate.rules.Rendering.Rendered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a cluster shows on which a pack is wholly in effect.
final class TestingSeen {
  private TestingSeen() {}

  static Rendered rendered(String name) {
    return (Rendered) RulePackRenderer.render(pack(name, "{}"), List.of(stack("prom")));
  }

  static List<SeenObject> objects(Rendered rendered) {
    List<SeenObject> objects = new ArrayList<>();
    for (Document document : rendered.documents()) {
      Node.Obj metadata = (Node.Obj) document.object().path("metadata").orElseThrow();
      Node.Obj stored =
          metadata.with("uid", Node.text("uid")).with("resourceVersion", Node.text("7"));
      Node.Obj object = document.object().with("metadata", stored);
      objects.add(new SeenObject(document.key(), object, Map.of(), Optional.empty()));
    }
    return objects;
  }

  static List<SeenGroup> groups(Rendered rendered) {
    List<SeenGroup> groups = new ArrayList<>();
    for (Document document : rendered.documents()) {
      ObjectKey key = document.key();
      for (PackedRules.Group group : PackedRules.groups(document.object())) {
        List<SeenRule> rules =
            group.rules().stream().map(_ -> new SeenRule("rule", true, "ok", "")).toList();
        String file = "/rules/" + key.namespace() + "-" + key.name() + "-uid.yaml";
        groups.add(new SeenGroup(file, group.name(), rules));
      }
    }
    return groups;
  }

  static Map<String, Answer> answers(Rendered rendered) {
    Map<String, Answer> answers = new HashMap<>();
    for (String query : ProofLadder.question(List.of(rendered)).queries()) {
      Map<String, String> labels = Map.of("revision", rendered.pack().revision());
      answers.put(query, new Vector(List.of(new Sample(labels, 3))));
    }
    return answers;
  }
}
