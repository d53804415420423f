package dev.fleetgate.triggers;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a phase's `trigger` strictly. Text with a placeholder is judged again when the placeholder
/// has been replaced.
final class TriggerReader {
  private static final String OURS = "fleetgate.dev/";
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private final Problems problems;

  private TriggerReader(Problems problems) {
    this.problems = problems;
  }

  /// The trigger; empty if it was refused, and then `problems` says why.
  static Optional<KubernetesTrigger> read(Node node, Problems problems) {
    Problems found = new Problems();
    Optional<KubernetesTrigger> trigger = new TriggerReader(found).trigger(node);
    Placeholders.check(node, found);
    found.list().forEach(problems::add);
    return found.none() ? trigger : Optional.empty();
  }

  /// A trigger of a tree that was accepted before, such as one that a run keeps.
  ///
  /// @throws dev.fleetgate.model.BadInputException if it is refused now
  static KubernetesTrigger typed(Node node) {
    Problems problems = new Problems();
    Optional<KubernetesTrigger> trigger = read(node, problems);
    problems.throwIfAny();
    return trigger.orElseThrow();
  }

  private Optional<KubernetesTrigger> trigger(Node node) {
    Fields fields = Fields.of(node, "trigger", problems);
    Optional<Node> job = fields.node("job");
    Optional<Node> deployment = fields.node("deployment");
    fields.end();
    if (job.isPresent() == deployment.isPresent()) {
      if (node instanceof Node.Obj) {
        refuse(node, TriggerRule.TRIGGER_KIND_NOT_ONE, "trigger", "exactly one of job, deployment");
      }
      return Optional.empty();
    }
    return job.<KubernetesTrigger>map(this::job).or(() -> deployment.map(this::deployment));
  }

  private KubernetesTrigger job(Node node) {
    Fields fields = Fields.of(node, "job", problems);
    String namespace = namespace(fields);
    Node template = fields.required("template");
    fields.end();
    Fields parts = Fields.of(template, "job.template", problems);
    Optional<Node> metadata = parts.node("metadata");
    metadata.ifPresent(this::metadata);
    Node spec = parts.required("spec");
    parts.end();
    jobSpec(spec);
    return new JobTrigger(
        namespace, metadata.map(TriggerReader::object).orElseGet(Node::object), object(spec));
  }

  private void jobSpec(Node spec) {
    absent(
        spec,
        "ttlSecondsAfterFinished",
        TriggerRule.JOB_WITH_TTL,
        "no time to live; Fleetgate deletes the Job a day after the run's end");
    absent(
        spec,
        "suspend",
        TriggerRule.JOB_SUSPENDED,
        "no suspend; Fleetgate suspends the Job to stop it");
    absent(spec, "selector", TriggerRule.JOB_WITH_SELECTOR, "no selector; Kubernetes makes one");
    absent(
        spec, "manualSelector", TriggerRule.JOB_WITH_SELECTOR, "no selector; Kubernetes makes one");
    Node template = spec.path("template").orElse(spec);
    podTemplate(template, "job.template.spec.template");
    String policy = template.textAt("spec", "restartPolicy").orElse("");
    if (!policy.equals("Never") && !policy.equals("OnFailure") && !Placeholders.in(policy)) {
      problems.add(
          new Problem(
              template.at(),
              TriggerRule.JOB_RESTART_POLICY,
              "restartPolicy",
              policy.isEmpty() ? "missing" : Problem.quoted(policy),
              "Never or OnFailure; add restartPolicy to the pod's spec"));
    }
  }

  private KubernetesTrigger deployment(Node node) {
    Fields fields = Fields.of(node, "deployment", problems);
    String namespace = namespace(fields);
    String name = fields.text("name");
    if (!name.isEmpty() && !Placeholders.in(name) && !SUBDOMAIN.matcher(name).matches()) {
      refuse(
          fields.required("name"),
          TriggerRule.NOT_AN_OBJECT_NAME,
          "name",
          "a Kubernetes object name; lower-case letters, digits, - and ., at most 253");
    }
    Optional<Node> images = fields.node("images");
    Optional<Node> template = fields.node("template");
    fields.end();
    if (images.isPresent() == template.isPresent()) {
      refuse(
          node,
          TriggerRule.DEPLOYMENT_CHANGE_NOT_ONE,
          "deployment",
          "exactly one of images, template");
    }
    template.ifPresent(pod -> podTemplate(pod, "deployment.template"));
    DeploymentTrigger.Change change =
        images.isPresent()
            ? new DeploymentTrigger.Images(images(fields, images.get()))
            : new DeploymentTrigger.Template(object(template.orElse(node)));
    return new DeploymentTrigger(namespace, name, change);
  }

  private Map<String, String> images(Fields fields, Node written) {
    Map<String, String> images = new LinkedHashMap<>(fields.textMap("images"));
    if (written instanceof Node.Obj && images.isEmpty()) {
      refuse(
          written,
          TriggerRule.IMAGES_EMPTY,
          "images",
          "at least one container name with its image");
    }
    images.forEach((container, image) -> {
      Node at = written.path(container).orElse(written);
      if (at instanceof Node.Text && image.isBlank()) {
        refuse(at, TriggerRule.IMAGE_EMPTY, "images." + container, "an image reference");
      }
    });
    return images;
  }

  private String namespace(Fields fields) {
    String namespace = fields.text("namespace");
    if (!namespace.isEmpty()
        && !Placeholders.in(namespace)
        && !LABEL.matcher(namespace).matches()) {
      refuse(
          fields.required("namespace"),
          TriggerRule.NOT_A_NAMESPACE,
          "namespace",
          "a Kubernetes namespace; lower-case letters, digits and -, at most 63");
    }
    return namespace;
  }

  private void podTemplate(Node template, String subject) {
    boolean containers =
        template
            .path("spec", "containers")
            .filter(node -> node instanceof Node.Array(var items, _) && !items.isEmpty())
            .isPresent();
    if (!containers) {
      refuse(
          template,
          TriggerRule.TEMPLATE_WITHOUT_CONTAINERS,
          subject,
          "a pod template; write its containers below spec.containers");
    }
    template.path("metadata").ifPresent(this::metadata);
  }

  /// Only labels and annotations, none of them ours: names and finalizers are set when the object
  /// is made.
  private void metadata(Node node) {
    Fields fields = Fields.of(node, "metadata", problems);
    for (String key : new String[] {"labels", "annotations"}) {
      fields.textMap(key).keySet().stream()
          .filter(name -> name.startsWith(OURS))
          .forEach(name ->
              refuse(
                  node.path(key, name).orElse(node),
                  TriggerRule.RESERVED_KEY,
                  name,
                  "no key below " + OURS + "; it is set by Fleetgate"));
    }
    fields.end();
  }

  private void absent(Node spec, String key, TriggerRule rule, String expected) {
    spec.path(key).ifPresent(found -> refuse(found, rule, key, expected));
  }

  private void refuse(Node node, TriggerRule rule, String subject, String expected) {
    problems.add(node, rule, subject, expected);
  }

  private static Node.Obj object(Node node) {
    return node instanceof Node.Obj object ? object : Node.object();
  }
}
