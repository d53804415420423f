package dev.fleetgate.scenario;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.scenario.TargetLog.Entry;
import dev.fleetgate.scenario.Variant.Surroundings;
import dev.fleetgate.triggers.Answer;
import dev.fleetgate.triggers.ApiCall;
import dev.fleetgate.triggers.TestingTree;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The API servers of all children, with the objects that triggers make and change: Deployments
/// that were there before, one for each phase, and Jobs. What a controller would make of them is
/// read off the clock.
final class SimulatedApi {
  private static final String MARK = "fleetgate.dev/trigger";
  private static final String DEPLOYMENTS = "/deployments/";
  private static final Node ANNOTATED = TestingTree.yaml("{a: b}");
  private static final Node.Obj ORIGINAL =
      TestingTree.yaml(
          """
          spec:
            replicas: 1
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: web, image: original}]}
          """);

  private final InstantSource clock;
  private final Workload workload;
  private final TargetLog log;
  private final Surroundings surroundings;
  private final boolean fenced;
  private final Map<String, Served> objects = new TreeMap<>();
  private final List<Target.Work> works = new ArrayList<>();
  private final Set<String> squatted = new HashSet<>();
  private long uids;

  /// What follows from a send that took effect.
  interface Workload {
    Target.Work work(TriggerKey key);

    /// Whether somebody else has an object of the name that a key would take.
    boolean taken(TriggerKey key);
  }

  /// An object as it is stored, and what it set going last.
  private record Served(Node.Obj object, Optional<Target.Work> work) {}

  /// @param surroundings unfenced, names are not unique and tests of patches do not count
  SimulatedApi(InstantSource clock, Workload workload, TargetLog log, Surroundings surroundings) {
    this.clock = clock;
    this.workload = workload;
    this.log = log;
    this.surroundings = surroundings;
    this.fenced = surroundings != Surroundings.UNFENCED;
  }

  /// Writes down what came to its end by now.
  void pass() {
    works.forEach(work -> work.news(clock.instant()).ifPresent(log::add));
  }

  /// The Jobs that are there and that we made.
  List<String> jobs(ClusterId cluster) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(cluster + "/apis/batch/"))
        .filter(entry -> key(entry.getValue().object()).isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Those of them that our finalizer keeps although their outcome could be read.
  List<String> heldJobs(ClusterId cluster) {
    return jobs(cluster).stream().filter(at -> !finalizers(served(at).object()).isEmpty()).toList();
  }

  /// Somebody else changes a Deployment, and may take our mark away.
  void foreign(ClusterId cluster, String phase, String image, boolean unmarked) {
    String at = cluster + path(phase);
    Served there = served(at);
    Node.Obj changed =
        (Node.Obj)
            TestingTree.patched(
                there.object(),
                TestingTree.patch("/spec/template/spec/containers/0/image", '"' + image + '"'));
    Node.Obj next = unmarked ? unmarked(changed) : changed;
    objects.put(at, new Served(moved(next, 1), Optional.empty()));
  }

  private static Node.Obj unmarked(Node.Obj object) {
    Node.Obj metadata = mapping(object, "metadata");
    Node.Obj annotations = mapping(metadata, "annotations");
    return annotations.field(MARK).isPresent()
        ? object.with("metadata", metadata.with("annotations", annotations.without(MARK)))
        : object;
  }

  static String path(String phase) {
    return "/apis/apps/v1/namespaces/sim" + DEPLOYMENTS + phase;
  }

  /// What the server does with a call, however often it comes.
  ///
  /// @param late whether its sender had given it up
  Answer answer(ClusterId cluster, ApiCall call, boolean late) {
    String at = cluster + call.target();
    return switch (call) {
      case ApiCall.Read _ -> {
        Answer answer = shown(at);
        yield surroundings == Surroundings.UNMARKED && answer.body() instanceof Node.Obj body
            ? new Answer(answer.status(), unmarked(body))
            : answer;
      }
      case ApiCall.Create(_, var body) -> created(at, body, late);
      case ApiCall.Patch(var path, var operations) -> {
        boolean there = objects.containsKey(at) || at.contains(DEPLOYMENTS);
        yield there ? patched(at, new ApiCall.Patch(path, tested(operations)), late) : missing();
      }
      case ApiCall.Delete(_, var options) -> deleted(at, options);
    };
  }

  private Node.Array tested(Node.Array operations) {
    return fenced
        ? operations
        : Node.array(
            operations.items().stream()
                .filter(operation -> !operation.textAt("op").equals(Optional.of("test")))
                .toList());
  }

  private Answer created(String collection, Node.Obj body, boolean late) {
    TriggerKey key = key(body).orElseThrow();
    String at = collection + "/" + body.textAt("metadata", "name").orElseThrow();
    if (workload.taken(key) && squatted.add(at)) {
      objects.put(
          at, new Served(identified(body.with("metadata", Node.object())), Optional.empty()));
    }
    if (fenced && objects.containsKey(at)) {
      return status(409, "already exists");
    }
    put(at, identified(body), key, new Entry.Effect(clock.instant(), key, "", "", late));
    return new Answer(201, shown(at).body());
  }

  private Answer patched(String at, ApiCall.Patch patch, boolean late) {
    Served there = served(at);
    Node.Obj after;
    try {
      after = (Node.Obj) TestingTree.patched(there.object(), patch);
    } catch (JsonPatchException e) {
      return status(422, String.valueOf(e.getMessage()));
    }
    boolean changed =
        !after.path("spec").equals(there.object().path("spec"))
            || !after
                .path("metadata", "annotations")
                .equals(there.object().path("metadata", "annotations"));
    Node.Obj next = moved(after, changed ? 1 : 0);
    if (at.contains(DEPLOYMENTS)) {
      TriggerKey key = key(next).orElseThrow();
      put(
          at,
          next,
          key,
          new Entry.Effect(clock.instant(), key, image(there.object()), image(next), late));
    } else {
      keep(at, next, there.work());
    }
    return new Answer(200, objects.containsKey(at) ? shown(at).body() : next);
  }

  private void put(String at, Node.Obj next, TriggerKey key, Entry.Effect effect) {
    log.add(effect);
    Target.Work work = workload.work(key);
    works.add(work);
    objects.put(at, new Served(next, Optional.of(work)));
  }

  /// A Job that was patched: stopped, or let go.
  private void keep(String at, Node.Obj next, Optional<Target.Work> work) {
    if (next.path("spec", "suspend").equals(Optional.of(Node.bool(true)))) {
      work.filter(running -> !running.stopped())
          .ifPresent(running -> running.stop(clock.instant()));
    }
    boolean deleting = next.path("metadata", "deletionTimestamp").isPresent();
    if (deleting && finalizers(next).isEmpty()) {
      objects.remove(at);
    } else {
      objects.put(at, new Served(next, work));
    }
  }

  private Answer deleted(String at, Node.Obj options) {
    if (!objects.containsKey(at)) {
      return missing();
    }
    Served there = served(at);
    if (!options.textAt("preconditions", "uid").equals(there.object().textAt("metadata", "uid"))) {
      return status(409, "another uid");
    }
    log.add(new Entry.Deleted(clock.instant(), at));
    Node.Obj metadata = mapping(there.object(), "metadata");
    Node.Obj next =
        there
            .object()
            .with(
                "metadata",
                metadata.with("deletionTimestamp", Node.text(clock.instant().toString())));
    keep(at, next, there.work());
    return new Answer(200, next);
  }

  private Answer shown(String at) {
    if (!objects.containsKey(at) && !at.contains(DEPLOYMENTS)) {
      return missing();
    }
    Served there = served(at);
    Node status =
        at.contains(DEPLOYMENTS)
            ? rollout(there, clock.instant())
            : there.work().map(work -> job(work, clock.instant())).orElseGet(Node::object);
    return new Answer(200, there.object().with("status", status));
  }

  /// The object; a Deployment that nobody has asked for yet is there from the beginning, without
  /// annotations on every second cluster.
  private Served served(String at) {
    return objects.computeIfAbsent(
        at,
        _ -> {
          Node.Obj metadata = Node.object().with("name", Node.text("web"));
          boolean bare = at.hashCode() % 2 == 0;
          return new Served(
              identified(
                  ORIGINAL.with(
                      "metadata", bare ? metadata : metadata.with("annotations", ANNOTATED))),
              Optional.empty());
        });
  }

  private static Node rollout(Served served, Instant now) {
    boolean over = served.work().map(work -> work.over(now)).orElse(true);
    boolean good = served.work().map(Target.Work::good).orElse(true);
    long generation = number(served.object(), "generation");
    long done = over && good ? 1 : 0;
    Node.Obj status =
        Node.object()
            .with("observedGeneration", Node.number(generation))
            .with("replicas", Node.number(1))
            .with("updatedReplicas", Node.number(done))
            .with("availableReplicas", Node.number(done));
    return over && !good
        ? status.with("conditions", exceeded(served.work().orElseThrow()))
        : status;
  }

  private static Node exceeded(Target.Work work) {
    return Node.array(
        List.of(
            Node.object()
                .with("type", Node.text("Progressing"))
                .with("status", Node.text("False"))
                .with("reason", Node.text("ProgressDeadlineExceeded"))
                .with("lastUpdateTime", Node.text(work.ends().toString()))));
  }

  private static Node job(Target.Work work, Instant now) {
    if (!work.over(now)) {
      return Node.object().with("active", Node.number(1));
    }
    String type = work.stopped() ? "Suspended" : work.good() ? "Complete" : "Failed";
    Node condition = Node.object().with("type", Node.text(type)).with("status", Node.text("True"));
    return Node.object().with("conditions", Node.array(List.of(condition)));
  }

  private Node.Obj identified(Node.Obj object) {
    uids++;
    Node.Obj metadata =
        mapping(object, "metadata")
            .with("uid", Node.text("uid-" + uids))
            .with("generation", Node.number(1))
            .with("resourceVersion", Node.text("1"));
    return object.with("metadata", metadata);
  }

  private static Node.Obj moved(Node.Obj object, int generations) {
    Node.Obj metadata = mapping(object, "metadata");
    long version = Long.parseLong(metadata.textAt("resourceVersion").orElseThrow()) + 1;
    return object.with(
        "metadata",
        metadata
            .with("generation", Node.number(number(object, "generation") + generations))
            .with("resourceVersion", Node.text(Long.toString(version))));
  }

  private static long number(Node object, String field) {
    return object.path("metadata", field).orElseThrow() instanceof Node.Num(var value, _)
        ? value.longValue()
        : 0;
  }

  private static Node.Obj mapping(Node.Obj around, String field) {
    return around.field(field).orElseGet(Node::object) instanceof Node.Obj found
        ? found
        : Node.object();
  }

  private static List<Node> finalizers(Node object) {
    return object.path("metadata", "finalizers").orElseGet(Node::nothing)
            instanceof Node.Array(var items, _)
        ? items
        : List.of();
  }

  private static String image(Node deployment) {
    Node containers = deployment.path("spec", "template", "spec", "containers").orElseThrow();
    return ((Node.Array) containers).items().getFirst().textAt("image").orElseThrow();
  }

  /// The key that an object carries in full.
  private static Optional<TriggerKey> key(Node object) {
    return object
        .textAt("metadata", "annotations", MARK)
        .map(written -> written.split("/", -1))
        .map(parts ->
            new TriggerKey(
                new RunId(parts[0]),
                new ClusterId(parts[1]),
                parts[2],
                Integer.parseInt(parts[3]),
                Direction.valueOf(parts[4].toUpperCase(Locale.ROOT))));
  }

  private static Answer missing() {
    return status(404, "not found");
  }

  private static Answer status(int code, String message) {
    return new Answer(
        code,
        Node.object()
            .with("kind", Node.text("Status"))
            .with("message", Node.text(Objects.requireNonNull(message))));
  }
}
