package dev.fleetgate.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The objects of one cluster, with what an API server adds to them: uid, resourceVersion,
/// generation and time of creation.
///
/// Invariant: a write that changes nothing leaves the resourceVersion as it is.
///
/// Thread safety: safe; one lock. Trees that are handed out are not changed afterwards, and must
/// not be.
final class ApiObjects {
  private static final List<String> KEPT = List.of("uid", "creationTimestamp", "deletionTimestamp");

  private final String cluster;
  private final Map<ObjectKey, Stored> objects = new LinkedHashMap<>();
  private long version;

  /// @param cluster makes uids differ from those of other clusters
  ApiObjects(String cluster) {
    this.cluster = cluster;
  }

  /// An object with its past.
  ///
  /// @param specs every spec that it had, with the time from which, the oldest first
  /// @param applied what each field manager applied last
  record Stored(
      ObjectKey key, ObjectNode object, List<Spec> specs, Map<String, ObjectNode> applied) {
    Stored {
      specs = List.copyOf(specs);
      applied = Map.copyOf(applied);
    }

    Instant createdAt() {
      return specs.getFirst().from();
    }

    /// When the present spec was written.
    Instant changedAt() {
      return specs.getLast().from();
    }

    Map<String, String> labels() {
      return Json.texts(object.at("/metadata/labels"));
    }
  }

  /// A spec and the time from which it was the object's.
  record Spec(Instant from, JsonNode spec) {}

  synchronized Optional<Stored> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /// The objects of a collection.
  synchronized List<Stored> list(ObjectKey collection) {
    return objects.values().stream().filter(stored -> collection.holds(stored.key())).toList();
  }

  /// Creates or changes an object.
  Stored put(ObjectKey key, ObjectNode wanted, Instant now) {
    return put(key, wanted, Map.of(), now);
  }

  /// @param applied what managers applied with this write
  synchronized Stored put(
      ObjectKey key, ObjectNode wanted, Map<String, ObjectNode> applied, Instant now) {
    Optional<Stored> before = get(key);
    Map<String, ObjectNode> managers = new HashMap<>(before.map(Stored::applied).orElse(Map.of()));
    managers.putAll(applied);
    ObjectNode next = wanted.deepCopy();
    ObjectNode metadata = next.withObjectProperty("metadata");
    before.ifPresentOrElse(
        stored -> keep(metadata, stored.object().path("metadata")), () -> made(metadata, key, now));
    List<Spec> specs = new ArrayList<>(before.map(Stored::specs).orElse(List.of()));
    if (specs.isEmpty() || !specs.getLast().spec().equals(next.path("spec"))) {
      specs.add(new Spec(now, next.path("spec")));
      metadata.put("generation", specs.size());
    }
    if (before.isEmpty() || !before.get().object().equals(next)) {
      metadata.put("resourceVersion", String.valueOf(++version));
    }
    Stored stored = new Stored(key, next, specs, managers);
    objects.put(key, stored);
    return stored;
  }

  synchronized void remove(ObjectKey key) {
    objects.remove(key);
  }

  /// How many writes changed something.
  synchronized long writes() {
    return version;
  }

  private static void keep(ObjectNode metadata, JsonNode before) {
    for (String field : KEPT) {
      if (before.has(field)) {
        metadata.set(field, before.path(field));
      }
    }
    metadata.set("generation", before.path("generation"));
    metadata.set("resourceVersion", before.path("resourceVersion"));
  }

  private void made(ObjectNode metadata, ObjectKey key, Instant now) {
    metadata.put("name", key.name());
    if (!key.namespace().isEmpty()) {
      metadata.put("namespace", key.namespace());
    }
    String seed = cluster + " " + key.shown() + " " + key.namespace() + " " + (version + 1);
    metadata.put("uid", UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString());
    metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
