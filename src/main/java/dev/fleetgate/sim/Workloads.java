package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fleetgate.sim.ApiObjects.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What controllers have made of a Deployment or a Job, as a function of the time since its spec
/// was written.
///
/// 1. A Deployment is observed after [#OBSERVED] and rolled out after [#ROLLOUT], one pod after the
///    other, with one more than wanted meanwhile.
/// 2. A Job runs one pod for [#RUN] and is complete then. Suspended before that, it has no pod.
final class Workloads {
  static final Duration OBSERVED = Duration.ofSeconds(1);
  static final Duration ROLLOUT = Duration.ofSeconds(15);
  static final Duration RUN = Duration.ofSeconds(8);

  private Workloads() {}

  /// The object with its status, if it is of a kind that has a controller here.
  static ObjectNode withStatus(Stored stored, Instant now) {
    return switch (stored.key().resource()) {
      case "deployments" -> stored.object().deepCopy().set("status", deployment(stored, now));
      case "jobs" -> stored.object().deepCopy().set("status", job(stored, now));
      default -> stored.object();
    };
  }

  /// How much of the present spec is rolled out, in [0, 1].
  static double rolledOut(Instant changedAt, Instant now) {
    double passed = Duration.between(changedAt, now).toMillis();
    return Math.clamp(passed / ROLLOUT.toMillis(), 0, 1);
  }

  private static ObjectNode deployment(Stored stored, Instant now) {
    int wanted = stored.object().at("/spec/replicas").asInt(1);
    int generation = stored.object().at("/metadata/generation").asInt();
    boolean first = stored.specs().size() == 1;
    boolean observed = first || !now.isBefore(stored.changedAt().plus(OBSERVED));
    double part = first ? 1 : rolledOut(stored.changedAt(), now);
    int updated = observed ? (int) (part * wanted) : wanted;
    int all = observed && updated < wanted ? wanted + 1 : wanted;
    return Json.object(
        Map.of(
            "observedGeneration", observed ? generation : generation - 1,
            "replicas", all,
            "updatedReplicas", updated,
            "readyReplicas", wanted,
            "availableReplicas", wanted,
            "conditions", List.of(condition("Available", "MinimumReplicasAvailable"))));
  }

  private static ObjectNode job(Stored stored, Instant now) {
    boolean suspended = stored.object().at("/spec/suspend").asBoolean(false);
    Instant end = stored.createdAt().plus(RUN);
    boolean complete = !end.isAfter(suspended ? stored.changedAt() : now);
    if (complete) {
      return Json.object(
          Map.of(
              "succeeded", 1, "conditions", List.of(condition("Complete", "CompletionsReached"))));
    }
    return suspended
        ? Json.object(Map.of("conditions", List.of(condition("Suspended", "JobSuspended"))))
        : Json.object(Map.of("active", 1));
  }

  private static Map<String, String> condition(String type, String reason) {
    return Map.of("type", type, "status", "True", "reason", reason);
  }

  /// Image of a container in a spec with a pod template; empty if there is none.
  static String image(JsonNode spec, String container) {
    for (JsonNode one : spec.at("/template/spec/containers")) {
      if (one.path("name").asText().equals(container)) {
        return one.path("image").asText();
      }
    }
    return "";
  }
}
