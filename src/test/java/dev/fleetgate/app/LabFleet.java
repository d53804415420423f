package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.gates.GateRun;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.ClusterView;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.peers.AuditRecord;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.RolloutEvent;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.GateWriter;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Whole child clusters under the production wiring, which reaches them by ServiceAccounts with the
/// rights of `observer/access` and no more.
final class LabFleet implements AutoCloseable {
  /// Who Fleetgate is in the audit logs of its children.
  static final String USER = "system:serviceaccount:fleetgate:fleetgate";

  static final Duration SOON = Duration.ofMinutes(2);
  static final Duration WHILE = Duration.ofMinutes(4);

  /// A child in the Fleet, with the value of its label `ring`.
  record Placed(ChildCluster child, String ring) {}

  /// How a fleet is set up.
  ///
  /// @param folder for its files
  /// @param alertmanagers YAML of the Fleet's `alertmanagers`
  /// @param port of the API; 0 for any
  record Setting(Path folder, String alertmanagers, int port) {}

  private final Map<String, ChildCluster> children = new HashMap<>();
  private final String fleetText;
  private final FleetFile file;
  private final StateFolder state;
  private final Service service;
  private final Observer observer;

  LabFleet(List<Placed> placed, Setting setting) {
    placed.forEach(place -> children.put(place.child().name(), place.child()));
    placed.forEach(place -> grantAccess(place.child()));
    fleetText =
        resource("fleet.yaml")
            .replace("CLUSTERS", String.join("", placed.stream().map(LabFleet::entry).toList()))
            .replace("ALERTMANAGERS", setting.alertmanagers());
    Bundle bundle = bundle(fleetText);
    file = new FleetFile(bundle.fleets().getFirst(), bundle.rulePacks(), setting.folder());
    state = StateFolder.hold(setting.folder().resolve("state")).orElseThrow();
    Service.Parts parts = Service.parts(file, new Wiring("test").bundles());
    service = new Service(Service.plan(parts, state, "test"), "0123456789abcdef");
    observer = service.observer();
    try {
      assertThat(service.begin("127.0.0.1", setting.port()).troubles()).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(Placed place) {
    ChildCluster child = place.child();
    Path kubeconfig =
        child
            .apiServer()
            .kubeconfig(
                child.name(), child.apiServer().serviceAccountToken("fleetgate", "fleetgate"));
    return """

      - kubeconfig: {path: "%s", contexts: [%s], labels: {ring: %s}}
        prometheus: {url: "%s"}\
    """
        .formatted(kubeconfig, child.name(), place.ring(), child.prometheus().url());
  }

  static void grantAccess(ChildCluster child) {
    for (String file :
        List.of(
            "namespace",
            "serviceaccount",
            "clusterrole",
            "clusterrolebinding",
            "clusterrole-triggers",
            "clusterrolebinding-triggers")) {
      child.apiServer().create(text(Path.of("observer/access", file + ".yaml")));
    }
  }

  ChildCluster child(String name) {
    return Objects.requireNonNull(children.get(name), name);
  }

  Observer observer() {
    return observer;
  }

  /// The packs at the revisions that are pinned on every child.
  List<ResolvedPack> packs() {
    return FleetPacks.wantedBy(file);
  }

  /// Waits until the monitoring of every child is proven in effect.
  void awaitProven() {
    Await.until(
        "monitoring of every child: proven",
        SOON,
        () -> {
          assertThat(observer.clusters()).hasSize(children.size());
          assertThat(observer.clusters())
              .allSatisfy(view -> {
                assertThat(view.unproven(true)).isEmpty();
                assertThat(view.reach().answered()).isTrue();
              });
        });
  }

  ClusterView view(String child) {
    return observer.cluster(new ClusterId(child)).orElseThrow();
  }

  /// Serves requests of one status code on a child, this many more with every scrape.
  void serve(String child, String code, double perScrape) {
    child(child).exporter().grow("http_requests_total", Map.of("code", code), perScrape);
  }

  /// Puts a Deployment with image `app:1` on every child.
  void deploy(String name) {
    String yaml = resource("deployment.yaml").replace("NAME", name);
    children.values().forEach(child -> child.apiServer().create(yaml));
  }

  String image(String child, String deployment) {
    return child(child).image(deployment);
  }

  /// Fleetgate's writes on a child to one kind of object, dry runs left out.
  ///
  /// @param kind as in URLs, such as `deployments`
  List<AuditRecord> writes(String child, String kind) {
    return child(child).apiServer().audit().stream()
        .filter(record -> record.user().equals(USER) && record.write())
        .filter(record -> record.uri().contains("/" + kind) && !record.uri().contains("dryRun"))
        .toList();
  }

  /// Starts the rollout of a resource.
  ///
  /// @param values for the words in capitals in it
  RolloutState start(String file, Map<String, String> values) {
    Answer answer = answer(file, values);
    assertThat(answer).isInstanceOf(Answer.Started.class);
    return ((Answer.Started) answer).state();
  }

  /// Tries to start the rollout of a resource, which must be refused.
  ///
  /// @return why, as sentences
  String refused(String file, Map<String, String> values) {
    Answer answer = answer(file, values);
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer)
        .problems().stream().map(Problem::sentence).collect(Collectors.joining("; "));
  }

  private Answer answer(String file, Map<String, String> values) {
    String text = resource(file);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    Bundle bundle = bundle(fleetText + "---\n" + text);
    Map<String, StartRequest.GateDocument> gates = new HashMap<>();
    for (String name : bundle.shelf().names()) {
      bundle
          .shelf()
          .find(name)
          .ifPresent(
              gate -> gates.put(name, new StartRequest.GateDocument(gate, GateWriter.write(gate))));
    }
    return observer.start(
        new StartRequest(bundle.rollouts().getFirst(), gates, Actor.unverified("test")));
  }

  RolloutState rollout(String name) {
    return observer.rollout(name).orElseThrow();
  }

  Member member(String rollout, String child) {
    return rollout(rollout).member(new ClusterId(child));
  }

  /// Waits until something holds of a run, which fails at once if the run ends before.
  RolloutState await(String rollout, String what, Consumer<RolloutState> check) {
    Await.until(rollout + ": " + what, WHILE, () -> check.accept(rollout(rollout)));
    return rollout(rollout);
  }

  RolloutState awaitEnd(String rollout) {
    return await(
        rollout, "ended", state -> assertThat(state.phase().terminal()).as(story(state)).isTrue());
  }

  /// What a run decided and where its members stand, for messages.
  static String story(RolloutState state) {
    List<String> lines = new ArrayList<>();
    state
        .decisions()
        .forEach(decision -> lines.add("%s: %s".formatted(decision.what(), decision.why())));
    state.members().values().forEach(member -> lines.add(member.id() + ": " + member.state()));
    state.holds().forEach(hold -> lines.add(hold.toString()));
    return "run %s is %s\n%s".formatted(state.name(), state.phase(), String.join("\n", lines));
  }

  /// Asks for a verb, which must be taken.
  void ask(String rollout, Verb verb) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    observer.ask(
        rollout,
        new RolloutEvent.VerbAsked(verb, Actor.unverified("test"), Set.of()),
        answer::complete);
    Await.until(verb + " answered", SOON, () -> assertThat(answer).isDone());
    assertThat(answer.join()).isInstanceOf(Answer.Taken.class);
  }

  /// The stored gate runs of a member in a run.
  List<GateRun> gateRuns(RolloutState run, String child) {
    String prefix = run.run() + "." + child + ".";
    return observer.gateRuns(run.run().value()).orElseThrow().stream()
        .filter(gateRun -> gateRun.id().value().startsWith(prefix))
        .toList();
  }

  @Override
  public void close() {
    service.close();
    state.close();
  }

  private static Bundle bundle(String text) {
    Problems problems = new Problems();
    Bundle bundle =
        new Wiring("test").bundles().load(Inputs.of(new Source("lab.yaml", text)), problems);
    problems.throwIfAny();
    return bundle;
  }

  static String resource(String name) {
    return text(Path.of("src/test/resources/app", name));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
