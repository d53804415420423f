package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fleetgate.peers.AuditRecord;
import dev.fleetgate.peers.Await;
import dev.fleetgate.peers.ChildCluster;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `rollout run` as a process of its own, killed with its trigger in each persisted step, on a
/// whole child: `--continue` comes to the same end, and the trigger takes effect once.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KilledRunIT {
  private static final String MAIN = "dev.fleetgate.app.Main";
  private static final String UNDO = "/undo/0/kind";

  /// Failed, Aborted or RolledBack.
  private static final int NOT_AS_WANTED = 1;

  private static final JsonMapper JSON = new JsonMapper();

  private final ChildCluster child;
  private final HoldingFront front;
  private final Path folder;
  private final Path fleet;
  private final List<Process> started = new ArrayList<>();

  /// Where a run is killed.
  enum Step {
    INTENDED("GET", "/namespaces/kube-system", "intended"),
    SENDING_NOT_ARRIVED("write", "", "sending"),
    SENDING_ARRIVED("write", "", "sending"),
    SENT("GET", "", "sent"),
    DONE("", "", "done");

    private final String method;
    private final String path;
    private final String persisted;

    Step(String method, String path, String persisted) {
      this.method = method;
      this.path = path;
      this.persisted = persisted;
    }

    HoldingFront.Hold hold(String write, String target) {
      return new HoldingFront.Hold(
          method.equals("write") ? write : method,
          path.isEmpty() ? target : path,
          this == SENT,
          this == SENDING_ARRIVED);
    }
  }

  KilledRunIT(Lab lab, @TempDir Path folder) throws IOException {
    this.folder = folder;
    child = lab.childCluster(ChildCluster.Spec.selecting("alpha", "release", "a"));
    child.exporter().grow("http_requests_total", Map.of("code", "200"), 10);
    LabFleet.grantAccess(child);
    front = new HoldingFront(child.apiServer().url(), child.apiServer().certificates());
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            LabFleet.resource("front.kubeconfig")
                .replace("SERVER", front.url().toString())
                .replace("TOKEN", child.apiServer().serviceAccountToken("fleetgate", "fleetgate")));
    String entry =
        "[{kubeconfig: {path: \"%s\", contexts: [alpha]}, prometheus: {url: \"%s\"}}]"
            .formatted(kubeconfig, child.prometheus().url());
    fleet =
        Files.writeString(
            folder.resolve("fleet.yaml"),
            LabFleet.resource("fleet.yaml")
                .replace("CLUSTERS", entry)
                .replace("ALERTMANAGERS", "[]"));
  }

  @AfterEach
  void stop() {
    front.drop();
    started.forEach(Process::destroyForcibly);
  }

  @AfterAll
  void close() {
    front.close();
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void killedWithAJob_goesOn_andCreatesItOnce(Step step) throws IOException {
    String name = "job-" + word(step);
    HoldingFront.Hold hold =
        step == Step.DONE
            ? new HoldingFront.Hold("PATCH", "/namespaces/shop/jobs/", false, false)
            : step.hold("POST", "/namespaces/shop/jobs");
    killedThenContinued(name, "crash-job.yaml", hold, step);

    assertThat(effective(name, "create", "/jobs")).hasSize(1);
    assertThat(job(name).getStatus().getSucceeded()).isEqualTo(1);
    assertThat(job(name).getMetadata().getFinalizers()).isEmpty();
  }

  @Test
  void jobThatARunCouldNotLetGoOf_isLetGoByTheNextProcess() throws IOException {
    String name = "kept";
    Path state = folder.resolve(name);
    front.hold(new HoldingFront.Hold("PATCH", "/namespaces/shop/jobs/", false, false));
    ended(name, run(name, state, List.of(written(name, "crash-job.yaml", "1s").toString())));
    assertThat(job(name).getMetadata().getFinalizers()).isNotEmpty();
    front.drop();

    String next = "next";
    ended(next, run(next, state, List.of(written(next, "crash-job.yaml", "1s").toString())));

    assertThat(job(name).getMetadata().getFinalizers()).isEmpty();
    assertThat(job(next).getMetadata().getFinalizers()).isEmpty();
  }

  private Job job(String name) {
    List<Job> jobs =
        child
            .client()
            .batch()
            .v1()
            .jobs()
            .inNamespace("shop")
            .withLabel("crash", name)
            .list()
            .getItems();
    assertThat(jobs).hasSize(1);
    return jobs.getFirst();
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void killedWithADeployment_goesOn_andPatchesItOnce(Step step) throws IOException {
    String name = "deployment-" + word(step);
    child.apiServer().create(LabFleet.resource("deployment.yaml").replace("NAME", name));
    killedThenContinued(
        name, "crash-deployment.yaml", step.hold("PATCH", "/deployments/" + name), step);

    assertThat(effective(name, "patch", "/deployments/" + name)).hasSize(1);
    assertThat(child.image(name)).isEqualTo("app:2");
  }

  /// The first patch passes, the second one is the undo.
  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"SENDING_NOT_ARRIVED", "SENDING_ARRIVED"})
  void killedWhileUndoing_goesOn_andPutsItBackOnce(Step step) throws IOException {
    String name = "undo-" + word(step);
    Path state = folder.resolve(name);
    child.apiServer().create(LabFleet.resource("deployment.yaml").replace("NAME", name));
    front.hold(
        new HoldingFront.Hold("PATCH", "/deployments/" + name, true, step == Step.SENDING_ARRIVED));
    Process first = run(name, state, List.of(written(name, "crash-undo.yaml", "1s").toString()));
    Await.until(
        name + ": undo is on its way",
        LabFleet.WHILE,
        () -> {
          assertThat(first.isAlive()).as(log(name)).isTrue();
          assertThat(front.holding()).as(log(name)).isTrue();
          assertThat(persisted(state, UNDO)).isEqualTo("sending");
        });
    first.destroyForcibly();
    Await.until(name + ": killed", LabFleet.SOON, () -> assertThat(first.isAlive()).isFalse());
    front.drop();

    ended(name, run(name, state, List.of("--continue", name)), NOT_AS_WANTED);
    assertThat(persisted(state, UNDO)).isEqualTo("done");
    assertThat(child.image(name)).isEqualTo("app:1");
    assertThat(effective(name, "patch", "/deployments/" + name)).hasSize(2);
  }

  private void killedThenContinued(String name, String resource, HoldingFront.Hold hold, Step step)
      throws IOException {
    Path state = folder.resolve(name);
    front.hold(hold);
    Process first =
        run(
            name,
            state,
            List.of(written(name, resource, step == Step.DONE ? "20s" : "1s").toString()));
    Await.until(
        name + ": " + step,
        LabFleet.WHILE,
        () -> {
          assertThat(first.isAlive()).as(log(name)).isTrue();
          assertThat(step == Step.DONE || front.holding()).as(log(name)).isTrue();
          assertThat(persisted(state)).isEqualTo(step.persisted);
        });
    first.destroyForcibly();
    Await.until(name + ": killed", LabFleet.SOON, () -> assertThat(first.isAlive()).isFalse());
    assertThat(persisted(state)).isEqualTo(step.persisted);
    front.drop();

    ended(name, run(name, state, List.of("--continue", name)));
    assertThat(persisted(state)).isEqualTo("done");
  }

  private Path written(String name, String resource, String settle) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        LabFleet.resource(resource).replace("NAME", name).replace("SETTLE", settle));
  }

  /// Waits until a process has ended with Succeeded.
  private void ended(String name, Process process) {
    ended(name, process, 0);
  }

  private void ended(String name, Process process, int exitCode) {
    Await.until(
        name + ": ended",
        LabFleet.WHILE,
        () -> assertThat(process.isAlive()).as(log(name)).isFalse());
    assertThat(process.exitValue()).as(log(name)).isEqualTo(exitCode);
  }

  private Process run(String name, Path state, List<String> what) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "rollout",
                "run"));
    command.addAll(what);
    command.addAll(List.of("--fleet", fleet.toString(), "--state", state.toString()));
    File log = folder.resolve(name + ".log").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    started.add(process);
    return process;
  }

  private String log(String name) {
    try {
      return Files.readString(folder.resolve(name + ".log"));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  /// The step of the first trigger of the one member, as it is on the disk.
  private static String persisted(Path state) throws IOException {
    return persisted(state, "/step/kind");
  }

  private static String persisted(Path state, String pointer) throws IOException {
    try (var runs = Files.newDirectoryStream(state.resolve("runs"))) {
      JsonNode document = JSON.readTree(runs.iterator().next().resolve("state.json").toFile());
      return document.at("/state/members/0/tracks/0" + pointer).asText().toLowerCase(Locale.ROOT);
    }
  }

  /// Writes of Fleetgate to objects of a rollout that took effect, but for the release of a Job.
  private List<AuditRecord> effective(String name, String verb, String path) {
    return child.apiServer().audit().stream()
        .filter(record -> record.user().equals(LabFleet.USER) && record.verb().equals(verb))
        .filter(record -> record.uri().contains(path) && record.code() / 100 == 2)
        .filter(record -> record.requestObject().toString().contains(name) || verb.equals("patch"))
        .toList();
  }

  private static String word(Step step) {
    return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
