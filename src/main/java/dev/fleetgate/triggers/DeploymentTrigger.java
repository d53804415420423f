package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Changes the pod template of a Deployment on the child. Kind *conditional*: the patch tests what
/// was read before it, so that it takes effect at most once and never over somebody else's change.
record DeploymentTrigger(String namespace, String name, Change change)
    implements KubernetesTrigger {
  private static final String DEADLINE = "ProgressDeadlineExceeded";

  DeploymentTrigger {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    Objects.requireNonNull(change);
  }

  /// What is changed.
  sealed interface Change {}

  /// Images by name of container or init container; everything else stays.
  record Images(Map<String, String> images) implements Change {
    Images {
      images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    }
  }

  /// The whole pod template.
  record Template(Node.Obj template) implements Change {
    Template {
      Objects.requireNonNull(template);
    }
  }

  @Override
  public String kind() {
    return "deployment";
  }

  @Override
  public Safety safety() {
    return Safety.CONDITIONAL;
  }

  @Override
  public boolean stoppable() {
    return false;
  }

  @Override
  public boolean undoable() {
    return true;
  }

  @Override
  public Node asNode() {
    Map<String, Node> deployment = new LinkedHashMap<>();
    deployment.put("namespace", Node.text(namespace));
    deployment.put("name", Node.text(name));
    switch (change) {
      case Images(var images) -> {
        Map<String, Node> written = new LinkedHashMap<>();
        images.forEach((container, image) -> written.put(container, Node.text(image)));
        deployment.put("images", Node.object(written));
      }
      case Template(var template) -> deployment.put("template", template);
    }
    return Node.object(Map.of("deployment", Node.object(deployment)));
  }

  @Override
  public ApiCall.Read look(TriggerKey key) {
    return new ApiCall.Read(path());
  }

  @Override
  public Preparation prepared(Order order, Node found) {
    if (found instanceof Node.Null) {
      return new Preparation.Refused(
          "deployment %s/%s: not found (expected: a Deployment to patch)"
              .formatted(namespace, name));
    }
    Optional<Node.Obj> held = held(found);
    if (Mark.on(found, order.key())) {
      Node receipt = receipt(found, held.filter(_ -> wroteLast(order, found)));
      return new Preparation.AlreadySent(Status.uid(found), receipt);
    }
    if (held.isEmpty()) {
      return new Preparation.Refused(misfit(found));
    }
    return switch (order.key().action()) {
      case DO -> ready(apply(order.key(), found), found, held.get());
      case UNDO -> undoing(order, found, held.get());
    };
  }

  /// Whether a Deployment that carries the order's mark still holds all that the patch set.
  private boolean wroteLast(Order order, Node found) {
    return switch (order.key().action()) {
      case DO -> JsonPatch.stillThere(apply(order.key(), found), found);
      case UNDO ->
          !(order.before() instanceof Node.Null)
              && JsonPatch.stillThere(undo(order.key(), found, order.before()), found);
    };
  }

  /// 1. At the first attempt, what was before is already there: nothing was changed, or it was put
  ///    back.
  /// 2. What we wrote is there, or at a later attempt what the one before put back, but for its
  ///    stamp: it is patched back.
  /// 3. Anything else is somebody else's.
  private Preparation undoing(Order order, Node found, Node.Obj held) {
    boolean first = order.key().attempt() == 1;
    if (first && held.equals(order.before())) {
      return new Preparation.NothingToUndo();
    }
    boolean putBack = !first && unstamped(held).equals(unstamped(order.before()));
    if (putBack || order.written().path("held").equals(Optional.of(held))) {
      return ready(undo(order.key(), found, order.before()), found, held);
    }
    String by = Mark.key(found);
    return new Preparation.ChangedSince(
        "deployment %s/%s: no longer what was written%s (expected: unchanged since; put it back by hand)"
            .formatted(namespace, name, by.isEmpty() ? "" : ", last by " + by));
  }

  private static Node unstamped(Node held) {
    return held.path("template").orElseGet(Node::nothing) instanceof Node.Obj template
        ? PodTemplate.unstamped(template)
        : held.path("images").orElseGet(Node::nothing);
  }

  private static Preparation ready(ApiCall.Patch call, Node found, Node.Obj held) {
    return new Preparation.Ready(call.asNode(), reading(found, held), held);
  }

  @Override
  public ApiCall.Read look(Intent intent) {
    return new ApiCall.Read(ApiCall.of(intent.request()).target());
  }

  @Override
  public SendOutcome.Sent sent(Intent intent, Node deployment) {
    return new SendOutcome.Sent(Status.uid(deployment), receipt(intent, deployment));
  }

  /// A patch that failed although all it tested still stands was refused for itself.
  @Override
  public SendOutcome contested(Intent intent, Answer answer, Node found) {
    if (found instanceof Node.Null) {
      return new SendOutcome.Refused(false, answer.message());
    }
    if (Mark.on(found, intent.key())) {
      return sent(intent, found);
    }
    boolean stands = JsonPatch.passes(ApiCall.of(intent.request()), found);
    return stands && answer.status() == 422
        ? new SendOutcome.Refused(false, answer.message())
        : new SendOutcome.Conflict(answer.message());
  }

  @Override
  public Resolution resolved(Intent intent, Node found) {
    if (found instanceof Node.Null) {
      return new Resolution.Unknown("Deployment gone");
    }
    if (Mark.on(found, intent.key())) {
      return new Resolution.Sent(Status.uid(found), receipt(intent, found));
    }
    Node expected = intent.expected();
    boolean stands =
        expected.textAt("uid").equals(Optional.of(Status.uid(found)))
            && held(found).map(Node.class::cast).equals(expected.path("held"));
    return stands
        ? new Resolution.Absent()
        : new Resolution.Unknown("Deployment holds neither what was expected nor our mark");
  }

  @Override
  public Progress progress(Intent intent, Node receipt, Node found) {
    if (found instanceof Node.Null) {
      return new Progress.Failed("Deployment gone");
    }
    if (!receipt.textAt("uid").equals(Optional.of(Status.uid(found)))) {
      return new Progress.Failed("Deployment replaced by another of its name");
    }
    Node wrote = receipt.path("held").orElseGet(Node::nothing);
    return progress(found, wrote, intent.expected().textAt("deadlineExceeded").orElse(""));
  }

  @Override
  public Optional<ApiCall.Patch> stop(Intent intent, Node receipt) {
    return Optional.empty();
  }

  @Override
  public Optional<ApiCall.Patch> release(Intent intent, Node found) {
    return Optional.empty();
  }

  @Override
  public Optional<ApiCall.Delete> delete(Intent intent, Node found) {
    return Optional.empty();
  }

  /// What this trigger changes, as a Deployment holds it: images by container and the template's
  /// stamp, or the whole template. Empty if the Deployment lacks a container; then [#misfit(Node)]
  /// says which.
  Optional<Node.Obj> held(Node deployment) {
    PodTemplate pods = PodTemplate.of(deployment);
    return switch (change) {
      case Images(var images) -> {
        Map<String, Node> held = new LinkedHashMap<>();
        for (String container : images.keySet()) {
          pods.image(container).ifPresent(image -> held.put(container, Node.text(image)));
        }
        yield held.size() < images.size()
            ? Optional.empty()
            : Optional.of(
                Node.object(Map.of("images", Node.object(held), "stamp", Node.text(pods.stamp()))));
      }
      case Template _ -> Optional.of(Node.object(Map.of("template", pods.tree())));
    };
  }

  private String misfit(Node deployment) {
    List<String> known = PodTemplate.of(deployment).containers();
    List<String> missing =
        switch (change) {
          case Images(var images) ->
              images.keySet().stream().filter(container -> !known.contains(container)).toList();
          case Template _ -> List.of();
        };
    return "deployment %s/%s: container: \"%s\" (expected: one of %s)"
        .formatted(namespace, name, String.join("\", \"", missing), String.join(", ", known));
  }

  /// What a Deployment was when it was read.
  private static Node.Obj reading(Node deployment, Node.Obj held) {
    Map<String, Node> reading = new LinkedHashMap<>();
    reading.put("uid", Node.text(Status.uid(deployment)));
    reading.put("generation", Node.number(Status.generation(deployment)));
    reading.put("held", held);
    reading.put("deadlineExceeded", Node.text(staleDeadline(deployment)));
    return Node.object(reading);
  }

  /// What our patch left in the Deployment. Read after a lost answer, it counts as ours if nobody
  /// can have changed it since: the generation went up by our patch alone, or everything we sent is
  /// still there.
  private Node receipt(Intent intent, Node deployment) {
    long sent = Status.number(intent.expected(), -1, "generation");
    boolean ours =
        Status.generation(deployment) <= sent + 1
            || JsonPatch.stillThere(ApiCall.of(intent.request()), deployment);
    return receipt(deployment, held(deployment).filter(_ -> ours));
  }

  private static Node receipt(Node deployment, Optional<Node.Obj> held) {
    Map<String, Node> receipt = new LinkedHashMap<>();
    receipt.put("uid", Node.text(Status.uid(deployment)));
    held.ifPresent(ours -> receipt.put("held", ours));
    return Node.object(receipt);
  }

  /// The patch that makes the change, over the Deployment as it was read. Each attempt but the
  /// first stamps the pods, so that a new rollout starts even where nothing else changes.
  ApiCall.Patch apply(TriggerKey key, Node deployment) {
    PodTemplate pods = PodTemplate.of(deployment);
    JsonPatch patch = guarded(deployment);
    switch (change) {
      case Images(var images) -> {
        images.forEach((container, image) -> pods.image(patch, container, image));
        if (key.attempt() > 1) {
          pods.stamp(patch, key.objectName());
        }
      }
      case Template(var template) -> {
        patch.test(pods.tree(), "spec", "template");
        patch.set(
            key.attempt() > 1 ? PodTemplate.stamped(template, key.objectName()) : template,
            "spec",
            "template");
      }
    }
    return finished(patch, key, deployment);
  }

  /// The patch back to what was held before attempt 1, over the Deployment as it was read. Whether
  /// it still holds what we wrote is for the caller to say, by [#held(Node)].
  ApiCall.Patch undo(TriggerKey key, Node deployment, Node before) {
    PodTemplate pods = PodTemplate.of(deployment);
    JsonPatch patch = guarded(deployment);
    switch (change) {
      case Images(var images) -> {
        images
            .keySet()
            .forEach(container ->
                pods.image(patch, container, before.textAt("images", container).orElseThrow()));
        pods.stamp(patch, key.attempt() > 1 ? key.objectName() : before.textAt("stamp").orElse(""));
      }
      case Template _ -> {
        Node template = before.path("template").orElseThrow();
        patch.test(pods.tree(), "spec", "template");
        patch.set(
            key.attempt() > 1 && template instanceof Node.Obj tree
                ? PodTemplate.stamped(tree, key.objectName())
                : template,
            "spec",
            "template");
      }
    }
    return finished(patch, key, deployment);
  }

  /// What a Deployment says of itself.
  ///
  /// 1. A status of an older generation says nothing.
  /// 2. Done: every replica updated and available, no old pod left.
  /// 3. `ProgressDeadlineExceeded` fails it, unless that condition was there before we wrote:
  ///    Kubernetes keeps it through the next rollout when that makes no progress either, and then
  ///    time-outs decide.
  ///
  /// @param wrote what our patch left in the Deployment
  /// @param staleDeadline `lastUpdateTime` of that condition before our patch; empty if there was
  ///   none
  Progress progress(Node deployment, Node wrote, String staleDeadline) {
    if (!held(deployment).equals(Optional.of(wrote))) {
      return new Progress.Failed("Deployment changed since it was patched");
    }
    long replicas = Status.number(deployment, 1, "spec", "replicas");
    long updated = Status.number(deployment, 0, "status", "updatedReplicas");
    long available = Status.number(deployment, 0, "status", "availableReplicas");
    long all = Status.number(deployment, 0, "status", "replicas");
    String counts =
        "%d of %d updated, %d available, %d old"
            .formatted(updated, replicas, available, Math.max(0, all - updated));
    long observed = Status.number(deployment, 0, "status", "observedGeneration");
    if (observed < Status.generation(deployment)) {
      return new Progress.Running("Deployment not yet observed by its controller: " + counts);
    }
    if (updated == replicas && available == replicas && all == replicas) {
      return new Progress.Succeeded("Deployment rolled out: " + counts);
    }
    Optional<Status.Condition> exceeded = exceeded(deployment);
    if (exceeded.isPresent() && !exceeded.get().updated().equals(staleDeadline)) {
      return new Progress.Failed("Deployment failed: " + exceeded.get().shown());
    }
    return new Progress.Running("Deployment rolling: " + counts);
  }

  /// `lastUpdateTime` of a condition that says the deadline is exceeded; empty if there is none.
  static String staleDeadline(Node deployment) {
    return exceeded(deployment).map(Status.Condition::updated).orElse("");
  }

  private static Optional<Status.Condition> exceeded(Node deployment) {
    return Status.condition(deployment, "Progressing")
        .filter(condition -> !condition.holds() && condition.reason().equals(DEADLINE));
  }

  /// The tests that every patch begins with: the same object, and nobody changed it since it was
  /// read.
  private static JsonPatch guarded(Node deployment) {
    return new JsonPatch()
        .test(Node.text(Status.uid(deployment)), "metadata", "uid")
        .test(Node.number(Status.generation(deployment)), "metadata", "generation");
  }

  /// The annotation by which a sent patch is known again.
  private ApiCall.Patch finished(JsonPatch patch, TriggerKey key, Node deployment) {
    if (deployment.path("metadata", "annotations").isPresent()) {
      patch.set(Node.text(key.written()), "metadata", "annotations", Mark.TRIGGER);
    } else {
      Node version = deployment.path("metadata", "resourceVersion").orElseGet(Node::nothing);
      patch.test(version, "metadata", "resourceVersion");
      Node only = Node.object(Map.of(Mark.TRIGGER, Node.text(key.written())));
      patch.set(only, "metadata", "annotations");
    }
    return new ApiCall.Patch(path() + ApiCall.WRITE, patch.operations());
  }

  private String path() {
    return "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name;
  }
}
