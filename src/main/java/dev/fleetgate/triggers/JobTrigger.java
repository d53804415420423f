package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Order;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Creates a Job on the child. Kind *named*: the name follows from the trigger key, so that a
/// second create of the same trigger is refused by the API server itself.
///
/// @param metadata labels and annotations from the template
/// @param spec `batch/v1` JobSpec, without a time to live
record JobTrigger(String namespace, Node.Obj metadata, Node.Obj spec) implements KubernetesTrigger {
  JobTrigger {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(metadata);
    Objects.requireNonNull(spec);
  }

  /// Creates the Job; a finalizer of ours keeps it until its outcome is written.
  private ApiCall.Create create(TriggerKey key) {
    Map<String, Node> labels = merged("labels");
    key.labels().forEach((label, value) -> labels.put(label, Node.text(value)));
    Map<String, Node> annotations = merged("annotations");
    annotations.put(Mark.TRIGGER, Node.text(key.written()));
    Map<String, Node> meta = new LinkedHashMap<>();
    meta.put("name", Node.text(key.objectName()));
    meta.put("namespace", Node.text(namespace));
    meta.put("labels", Node.object(labels));
    meta.put("annotations", Node.object(annotations));
    meta.put("finalizers", Node.texts(List.of(Mark.OUTCOME)));
    Map<String, Node> job = new LinkedHashMap<>();
    job.put("apiVersion", Node.text("batch/v1"));
    job.put("kind", Node.text("Job"));
    job.put("metadata", Node.object(meta));
    job.put("spec", spec);
    return new ApiCall.Create(jobs() + ApiCall.WRITE, Node.object(job));
  }

  @Override
  public String kind() {
    return "job";
  }

  @Override
  public Safety safety() {
    return Safety.NAMED;
  }

  @Override
  public boolean stoppable() {
    return true;
  }

  @Override
  public boolean undoable() {
    return false;
  }

  @Override
  public Node asNode() {
    Map<String, Node> template = new LinkedHashMap<>();
    if (!metadata.fields().isEmpty()) {
      template.put("metadata", metadata);
    }
    template.put("spec", spec);
    Map<String, Node> job = new LinkedHashMap<>();
    job.put("namespace", Node.text(namespace));
    job.put("template", Node.object(template));
    return Node.object(Map.of("job", Node.object(job)));
  }

  @Override
  public ApiCall.Read look(TriggerKey key) {
    return new ApiCall.Read(path(key));
  }

  @Override
  public Preparation prepared(Order order, Node found) {
    return switch (order.key().action()) {
      case DO ->
          Mark.on(found, order.key())
              ? new Preparation.AlreadySent(Status.uid(found), receipt(found))
              : new Preparation.Ready(create(order.key()).asNode(), Node.nothing(), Node.nothing());
      case UNDO -> new Preparation.Refused("a job cannot be undone (expected: undo: none)");
    };
  }

  @Override
  public ApiCall.Read look(Intent intent) {
    return new ApiCall.Read(path(intent));
  }

  @Override
  public SendOutcome.Sent sent(Intent intent, Node job) {
    return new SendOutcome.Sent(Status.uid(job), receipt(job));
  }

  @Override
  public SendOutcome contested(Intent intent, Answer answer, Node found) {
    if (answer.status() != 409) {
      return new SendOutcome.Refused(false, answer.message());
    }
    if (found instanceof Node.Null) {
      return new SendOutcome.Conflict(answer.message());
    }
    return Mark.on(found, intent.key())
        ? sent(intent, found)
        : new SendOutcome.Refused(true, taken(intent, found));
  }

  @Override
  public Resolution resolved(Intent intent, Node found) {
    if (found instanceof Node.Null) {
      return new Resolution.Absent();
    }
    return Mark.on(found, intent.key())
        ? new Resolution.Sent(Status.uid(found), receipt(found))
        : new Resolution.NameTaken(taken(intent, found));
  }

  @Override
  public Progress progress(Intent intent, Node receipt, Node found) {
    if (found instanceof Node.Null) {
      return new Progress.Failed("Job gone before its outcome was read");
    }
    return receipt.textAt("uid").equals(Optional.of(Status.uid(found)))
        ? progress(found)
        : new Progress.Failed("Job replaced by another of its name before its outcome was read");
  }

  @Override
  public Optional<ApiCall.Patch> stop(Intent intent, Node receipt) {
    Node uid = receipt.path("uid").orElseGet(Node::nothing);
    JsonPatch patch =
        new JsonPatch()
            .test(uid, "metadata", "uid")
            .test(Node.text(intent.key().written()), "metadata", "annotations", Mark.TRIGGER)
            .set(Node.text(intent.key().written()), "metadata", "annotations", Mark.STOP)
            .set(Node.bool(true), "spec", "suspend");
    return Optional.of(new ApiCall.Patch(path(intent) + ApiCall.WRITE, patch.operations()));
  }

  @Override
  public Optional<ApiCall.Patch> release(Intent intent, Node found) {
    Node finalizers = found.path("metadata", "finalizers").orElseGet(Node::nothing);
    int index =
        finalizers instanceof Node.Array(var items, _)
            ? items.indexOf(Node.text(Mark.OUTCOME))
            : -1;
    if (index < 0 || !Mark.on(found, intent.key())) {
      return Optional.empty();
    }
    String step = String.valueOf(index);
    JsonPatch patch =
        new JsonPatch()
            .test(Node.text(Status.uid(found)), "metadata", "uid")
            .test(Node.text(Mark.OUTCOME), "metadata", "finalizers", step)
            .remove("metadata", "finalizers", step);
    return Optional.of(new ApiCall.Patch(path(intent) + ApiCall.WRITE, patch.operations()));
  }

  @Override
  public Optional<ApiCall.Delete> delete(Intent intent, Node found) {
    if (!Mark.on(found, intent.key())) {
      return Optional.empty();
    }
    Node preconditions = Node.object(Map.of("uid", Node.text(Status.uid(found))));
    return Optional.of(
        new ApiCall.Delete(
            path(intent),
            Node.object(
                Map.of(
                    "preconditions",
                    preconditions,
                    "propagationPolicy",
                    Node.text("Background")))));
  }

  /// What a Job says of itself.
  ///
  /// 1. `Complete` and `Failed` are final; what precedes them (`SuccessCriteriaMet`,
  ///    `FailureTarget`) is not.
  /// 2. `Suspended` after our stop ends it once nothing is active. Suspended by somebody else it
  ///    may go on.
  /// 3. Anything else still runs, a Job that is being deleted included: our finalizer keeps it.
  static Progress progress(Node job) {
    Optional<Status.Condition> complete = holding(job, "Complete");
    if (complete.isPresent()) {
      return new Progress.Succeeded("Job complete: " + counts(job));
    }
    Optional<Status.Condition> failed = holding(job, "Failed");
    if (failed.isPresent()) {
      return new Progress.Failed("Job failed: " + failed.get().shown());
    }
    if (holding(job, "Suspended").isEmpty()) {
      return new Progress.Running("Job running: " + counts(job) + deleting(job));
    }
    boolean idle =
        Status.number(job, 0, "status", "active") == 0
            && Status.number(job, 0, "status", "terminating") == 0;
    boolean ours = job.path("metadata", "annotations", Mark.STOP).isPresent();
    return ours && idle
        ? new Progress.Stopped("Job suspended: " + counts(job))
        : new Progress.Running(
            (ours ? "Job stopping: " : "Job suspended by another: ") + counts(job) + deleting(job));
  }

  private static String deleting(Node job) {
    return job.path("metadata", "deletionTimestamp").isPresent() ? ", being deleted" : "";
  }

  private static Optional<Status.Condition> holding(Node job, String type) {
    return Status.condition(job, type).filter(Status.Condition::holds);
  }

  private static String counts(Node job) {
    return Status.number(job, 0, "status", "active")
        + " active, "
        + Status.number(job, 0, "status", "succeeded")
        + " succeeded, "
        + Status.number(job, 0, "status", "failed")
        + " failed";
  }

  private Map<String, Node> merged(String key) {
    return metadata.field(key).orElseGet(Node::object) instanceof Node.Obj(var fields, _)
        ? new LinkedHashMap<>(fields)
        : new LinkedHashMap<>();
  }

  private static Node receipt(Node job) {
    return Node.object(Map.of("uid", Node.text(Status.uid(job))));
  }

  private static String taken(Intent intent, Node job) {
    String key = Mark.key(job);
    return "job %s/%s: %s (expected: none of that name; delete it or wait for its end)"
        .formatted(
            job.textAt("metadata", "namespace").orElse(""),
            intent.key().objectName(),
            key.isEmpty() ? "there, not made by Fleetgate" : "there, made for " + key);
  }

  private String jobs() {
    return "/apis/batch/v1/namespaces/" + namespace + "/jobs";
  }

  private String path(TriggerKey key) {
    return jobs() + "/" + key.objectName();
  }

  private static String path(Intent intent) {
    return ApiCall.of(intent.request()).target() + "/" + intent.key().objectName();
  }
}
