package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fleetgate.sim.ApiObjects.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// As much of a Kubernetes API server as Fleetgate speaks to: reads, lists by the presence of a
/// label, creation, server-side apply, JSON patches and deletion.
///
/// Schemas, admission, watches and access rules are not simulated; a token is asked for. Refusals
/// have the form of the real ones.
///
/// Source of codes and messages: apiserver `endpoints/handlers/{create,patch,delete}.go`, v1.35.
final class SimulatedApiServer {
  private static final String APPLY = "application/apply-patch+yaml";
  private static final String JSON_PATCH = "application/json-patch+json";

  private final ApiObjects objects;
  private final InstantSource clock;
  private final String token;

  SimulatedApiServer(ApiObjects objects, InstantSource clock, String token) {
    this.objects = objects;
    this.clock = clock;
    this.token = token;
  }

  Told answer(Asked asked) {
    if (!asked.token().equals(token)) {
      return refusal(401, "Unauthorized", "Unauthorized");
    }
    if (asked.method().equals("GET") && asked.path().equals("/version")) {
      return Told.of(
          200, Json.object(Map.of("major", "1", "minor", "35", "gitVersion", "v1.35.0+simulated")));
    }
    Optional<ObjectKey> key = ObjectKey.ofPath(asked.path());
    if (key.isEmpty()) {
      return stranger(404, "NotFound", "the server could not find the requested resource", asked);
    }
    return switch (asked.method()) {
      case "GET" -> key.get().collection() ? list(asked, key.get()) : get(key.get());
      case "POST" -> create(asked, key.get());
      case "PATCH" -> patch(asked, key.get());
      case "DELETE" -> delete(asked, key.get());
      default -> stranger(405, "MethodNotAllowed", "the server does not allow this method", asked);
    };
  }

  private Told get(ObjectKey key) {
    return objects.get(key).map(this::shown).orElseGet(() -> notFound(key));
  }

  private Told shown(Stored stored) {
    return Told.of(200, Workloads.withStatus(stored, clock.instant()));
  }

  /// The only selectors are the presence of a label, and for events, of which there are none, any.
  private Told list(Asked asked, ObjectKey key) {
    String label = asked.parameter("labelSelector").orElse("");
    boolean events = key.resource().equals("events");
    if (!label.matches("[a-zA-Z0-9./_-]*")
        || (!events && asked.parameter("fieldSelector").isPresent())
        || asked.parameter("watch").isPresent()) {
      return stranger(501, "NotImplemented", "this selection is not simulated", asked);
    }
    Instant now = clock.instant();
    List<JsonNode> items = new ArrayList<>();
    for (Stored stored : objects.list(key)) {
      if (label.isEmpty() || stored.labels().containsKey(label)) {
        items.add(Workloads.withStatus(stored, now));
      }
    }
    return Told.of(
        200,
        Json.object(
            Map.of(
                "apiVersion",
                key.apiVersion(),
                "kind",
                "List",
                "metadata",
                Map.of("resourceVersion", String.valueOf(objects.writes())),
                "items",
                items)));
  }

  private Told create(Asked asked, ObjectKey collection) {
    Optional<ObjectNode> body = object(asked);
    String name = body.map(object -> object.at("/metadata/name").asText()).orElse("");
    if (!collection.collection() || name.isEmpty()) {
      return stranger(400, "BadRequest", "an object with a name was expected", asked);
    }
    ObjectKey key = collection.named(name);
    if (!namespaceThere(key)) {
      return notFound(ObjectKey.namespace(key.namespace()));
    }
    if (objects.get(key).isPresent()) {
      return refusal(409, "AlreadyExists", key.shown() + " already exists");
    }
    Stored stored = objects.put(key, body.orElseThrow(), clock.instant());
    return Told.of(201, Workloads.withStatus(stored, clock.instant()));
  }

  private Told patch(Asked asked, ObjectKey key) {
    if (key.collection()) {
      return stranger(405, "MethodNotAllowed", "the server does not allow this method", asked);
    }
    return switch (asked.contentType()) {
      case APPLY -> apply(asked, key);
      case JSON_PATCH -> jsonPatch(asked, key);
      default -> stranger(415, "UnsupportedMediaType", "this patch is not simulated", asked);
    };
  }

  private Told apply(Asked asked, ObjectKey key) {
    Optional<ObjectNode> body = object(asked);
    Optional<String> manager = asked.parameter("fieldManager");
    if (body.isEmpty() || manager.isEmpty()) {
      return stranger(400, "BadRequest", "JSON and a fieldManager were expected", asked);
    }
    if (!namespaceThere(key)) {
      return notFound(ObjectKey.namespace(key.namespace()));
    }
    Optional<Stored> there = objects.get(key);
    ObjectNode before =
        there.map(stored -> stored.applied().get(manager.get())).orElseGet(Json::object);
    ObjectNode merged =
        AppliedFields.merge(there.map(Stored::object).orElseGet(Json::object), before, body.get());
    Stored stored = objects.put(key, merged, Map.of(manager.get(), body.get()), clock.instant());
    return Told.of(there.isPresent() ? 200 : 201, Workloads.withStatus(stored, clock.instant()));
  }

  private Told jsonPatch(Asked asked, ObjectKey key) {
    Optional<Stored> there = objects.get(key);
    Optional<JsonNode> operations = Json.read(asked.body()).filter(JsonNode::isArray);
    if (there.isEmpty()) {
      return notFound(key);
    }
    if (operations.isEmpty()) {
      return refusal(400, "BadRequest", "a list of operations was expected");
    }
    try {
      ObjectNode patched = JsonPatch.apply(there.get().object(), operations.get());
      Stored stored = objects.put(key, patched, clock.instant());
      if (deleted(patched)) {
        objects.remove(key);
      }
      return shown(stored);
    } catch (JsonPatch.UnfitException e) {
      return refusal(
          422,
          "Invalid",
          "the server rejected our request due to an error in our request: " + e.getMessage());
    }
  }

  /// An object with finalizers stays until the last of them is taken away.
  private Told delete(Asked asked, ObjectKey key) {
    Optional<Stored> there = objects.get(key);
    if (key.collection() || there.isEmpty()) {
      return notFound(key);
    }
    String uid = there.get().object().at("/metadata/uid").asText();
    String wanted =
        object(asked).map(options -> options.at("/preconditions/uid").asText()).orElse("");
    if (!wanted.isEmpty() && !wanted.equals(uid)) {
      return refusal(
          409,
          "Conflict",
          "Precondition failed: UID in precondition: " + wanted + ", UID in object meta: " + uid);
    }
    ObjectNode marked = there.get().object().deepCopy();
    marked.withObjectProperty("metadata").put("deletionTimestamp", clock.instant().toString());
    if (deleted(marked)) {
      objects.remove(key);
    } else {
      objects.put(key, marked, clock.instant());
    }
    return Told.of(200, Json.object(Map.of("kind", "Status", "status", "Success")));
  }

  private static boolean deleted(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.has("deletionTimestamp") && metadata.path("finalizers").isEmpty();
  }

  private boolean namespaceThere(ObjectKey key) {
    return key.namespace().isEmpty()
        || objects.get(ObjectKey.namespace(key.namespace())).isPresent();
  }

  private static Optional<ObjectNode> object(Asked asked) {
    return Json.read(asked.body()).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  private static Told notFound(ObjectKey key) {
    return refusal(404, "NotFound", key.shown() + " not found");
  }

  private static Told refusal(int code, String reason, String message) {
    return Told.of(code, status(code, reason, message));
  }

  /// What the simulation does not know.
  private static Told stranger(int code, String reason, String message, Asked asked) {
    return new Told(code, status(code, reason, message + ": " + asked.shown()), true);
  }

  private static ObjectNode status(int code, String reason, String message) {
    return Json.object(
        Map.of(
            "kind",
            "Status",
            "apiVersion",
            "v1",
            "status",
            "Failure",
            "message",
            message,
            "reason",
            reason,
            "code",
            code));
  }
}
