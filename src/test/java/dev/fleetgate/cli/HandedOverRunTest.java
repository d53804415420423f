package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.http.Served;
import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rollout run` on a state folder that another process holds, before a real server.
final class HandedOverRunTest {
  private static final String FLEET =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Fleet
      metadata: {name: retail}
      spec:
        clusters:
        - kubeconfig: {path: CONFIG, contexts: ["eu-*"]}
          prometheus: {url: "http://prometheus.example.org"}
      """;

  @TempDir private Path folder;

  private final Served served = new Served();
  private final Ports ports = new Ports();
  private boolean closed;

  /// Ports of a command whose state folder another process holds.
  private final class Ports extends TestingPorts {
    private final CountDownLatch following = new CountDownLatch(1);
    private final AtomicReference<Runnable> atEnd = new AtomicReference<>(() -> {});

    @Override
    public Serving serve(Serving.Wanted wanted) {
      return new Serving.HeldElsewhere(folder);
    }

    @Override
    public Notice whenAskedToEnd(Runnable task) {
      atEnd.set(task);
      following.countDown();
      return () -> {};
    }
  }

  @BeforeEach
  void hold() throws IOException {
    file("rollout.yaml", "# a comment\n---\n" + Served.ROLLOUT);
    Path file = file("fleet.yaml", FLEET.replace("CONFIG", "kubeconfig"));
    FleetFile fleet = FleetOption.read(ports, file);
    URI address = URI.create("http://127.0.0.1:" + served.port);
    file("endpoint.json", Endpoint.of(address, Served.TOKEN, fleet.fleet(), folder).text());
  }

  @AfterEach
  void close() {
    if (!closed) {
      closed = true;
      served.close();
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("rollout", "run", "--state=" + folder));
    all.add("--fleet=" + folder.resolve("fleet.yaml"));
    all.addAll(List.of(args));
    return CommandRun.of(ports, all.toArray(String[]::new));
  }

  private String rollout() {
    return folder.resolve("rollout.yaml").toString();
  }

  private CompletableFuture<CommandRun> following(String... args) throws InterruptedException {
    CompletableFuture<CommandRun> run = CompletableFuture.supplyAsync(() -> run(args));
    assertThat(ports.following.await(20, TimeUnit.SECONDS)).isTrue();
    return run;
  }

  private void ask(String verb) {
    assertThat(served.observer.rollout("addons")).isPresent();
    CommandRun asked =
        CommandRun.of(ports, "rollout", verb, "addons", "--by=ann", "--state=" + folder);
    assertThat(asked.exitCode()).as(asked.err()).isZero();
  }

  @Test
  void run_isFollowedToItsEnd() throws Exception {
    CompletableFuture<CommandRun> run = following(rollout(), "--reason=a reason & more");
    ask("pause");
    ask("abort");

    CommandRun ended = run.get(20, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out()).isEqualTo("rollout addons: Aborted, 3 Pending\n");
    assertThat(ended.err())
        .startsWith("state folder " + folder + ": held by the program at http://127.0.0.1:")
        .contains("a reason & more", "decision ann (unverified)             abort")
        .doesNotContain("rollout watch");
  }

  @Test
  void report_isWhatTheApiShows() throws Exception {
    CompletableFuture<CommandRun> run = following(rollout(), "--output=json");
    ask("pause");
    ask("reject");

    CommandRun ended = run.get(20, TimeUnit.SECONDS);
    Node report = NodeJson.read(ended.out(), "out");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(report.textAt("phase")).hasValue("Rejected");
    assertThat(report.path("verbs")).isPresent();
  }

  @Test
  void unfinishedRun_isGoneOnWith_andWithoutWaitingEndsAtAPerson() {
    served.start();
    ask("pause");

    CommandRun run = run("--continue=addons", "--no-wait");

    assertThat(run.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(run.out()).isEqualTo("rollout addons: Running, 3 Pending\n");
    assertThat(run.err()).contains("hold                                  Paused");
  }

  @Test
  void goingOn_withARunThatIsOverOrNone_isRefused() {
    served.start();
    ask("pause");
    ask("abort");

    assertThat(run("--continue=addons").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run("--continue=none").err())
        .contains("rollout none: no unfinished run (expected: one; rollout list shows");
  }

  @Test
  void refusal_namesTheLineOfTheFile() throws IOException {
    served.start();
    CommandRun twice = run(rollout());
    file(
        "rollout.yaml",
        Served.ROLLOUT.replace("addons}", "b}").replace("{}", "{matchLabels: {a: b}}"));
    CommandRun nothing = run(rollout());

    assertThat(List.of(twice.exitCode(), nothing.exitCode())).containsOnly(ExitCode.BAD_INPUT);
    assertThat(twice.err())
        .contains(
            "\n" + rollout() + ":3: rollout: \"addons\" has an unfinished run (expected: one");
    assertThat(nothing.err()).contains("\n" + rollout() + ":");
  }

  @Test
  void otherFleet_isRefused() throws IOException {
    file("fleet.yaml", FLEET.replace("CONFIG", "another"));

    CommandRun run = run(rollout());

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("fleet.yaml: clusters: not those", "its Fleet, \"retail\"");
    assertThat(served.observer.rollouts()).isEmpty();
  }

  @Test
  void programThatEnds_isAnErrorThatSaysHowToGoOn() throws Exception {
    CompletableFuture<CommandRun> run = following(rollout());
    close();

    CommandRun ended = run.get(20, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isEqualTo(ExitCode.ERROR);
    assertThat(ended.err())
        .contains("no answer: ", "rollout addons: unfinished, and nobody drives it")
        .contains("go on by fleetgate rollout run --continue addons --fleet ");
  }

  @Test
  void interrupt_leavesTheRun_andSaysHowToFollowAgain() throws Exception {
    CompletableFuture<CommandRun> run = following(rollout());
    ports.atEnd.get().run();
    close();

    CommandRun ended = run.get(20, TimeUnit.SECONDS);
    assertThat(ended.err())
        .contains("rollout addons goes on in the program at http://127.0.0.1:")
        .contains("follow it again by fleetgate rollout watch addons --state " + folder)
        .doesNotContain("no answer");
    assertThat(served.observer.rollout("addons").orElseThrow().phase().terminal()).isFalse();
  }
}
