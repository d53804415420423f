package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.http.Served;
import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that ask a running program, before a real server.
final class ClientCommandsTest {
  @TempDir private Path state;

  private final Served served = new Served();

  @BeforeEach
  void writeEndpoint() throws IOException {
    endpoint("http://127.0.0.1:" + served.port, Served.TOKEN);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private void endpoint(String address, String token) throws IOException {
    Files.writeString(
        state.resolve("endpoint.json"),
        "{\"address\": \"%s\", \"token\": \"%s\"}".formatted(address, token));
  }

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--state=" + state);
    return CommandRun.of(new TestingPorts(), all.toArray(String[]::new));
  }

  @Test
  void clusters_areListed() {
    CommandRun run = run("clusters");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("CLUSTER").contains("eu-1", "us-1", "connection refused");
  }

  @Test
  void clustersCheck_saysWhatIsBroken() {
    CommandRun run = run("clusters", "check", "eu-1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(run.out()).contains("eu-1: Answers").contains("nobody looked");
  }

  @Test
  void clustersCheck_ofNone_saysSo() {
    CommandRun run = run("clusters", "check", "none");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .startsWith("request: cluster: \"none\" (expected: a cluster of the fleet");
  }

  @Test
  void rulesApply_asksForEachCluster() {
    CommandRun run = run("rules", "apply", "--all");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("eu-1: 0 objects, 0 written").contains("us-1: 0 objects");
  }

  @Test
  void rulesApply_wantsClustersOrAll() {
    assertThat(run("rules", "apply").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("rules", "apply", "--all", "eu-1").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("rules").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void rolloutList_showsEachRun() {
    assertThat(run("rollout", "list").out()).isEqualTo("no rollouts\n");
    served.start();

    assertThat(run("rollout", "list").out())
        .contains("addons", "Pending", "canary Pending, rest Pending", "run-1");
  }

  @Test
  void rolloutGet_showsMembersAndReasons() {
    served.start();
    CommandRun run = run("rollout", "get", "addons");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("change addons-2 from addons-1")
        .contains("wave canary: Pending, 2 members, 1 at a time")
        .contains("before approval 1d: NotBegun")
        .contains("its wave has not begun");
  }

  @Test
  void rolloutGet_ofNone_saysWhatToDo_withoutAPathOfTheApi() {
    assertThat(run("rollout", "get", "nope").err())
        .contains("see the list of rollouts")
        .doesNotContain("GET /api");
  }

  @Test
  void readingCommands_sayTheirExitCodes() {
    for (String line : List.of("rollout list", "rollout get", "clusters")) {
      List<String> args = new ArrayList<>(List.of(line.split(" ", -1)));
      args.add("--help");
      assertThat(CommandRun.of(new TestingPorts(), args.toArray(String[]::new)).out())
          .as(line)
          .contains("Exit codes:");
    }
  }

  @Test
  void times_areShownToTheSecond_andOneThingAsOne() {
    Node node = Node.object().with("at", Node.text("2026-03-01T12:00:00.123456Z"));

    assertThat(JsonView.time(node, "at")).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(Figures.counted("1", "member")).isEqualTo("1 member");
    assertThat(Figures.counted("2", "member")).isEqualTo("2 members");
  }

  @Test
  void decisions_thatAreNotShown_areCounted() {
    List<Node> decisions = new ArrayList<>();
    for (int index = 0; index < 12; index++) {
      decisions.add(Node.object().with("what", Node.text("step-" + index + ".")));
    }
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);

    RolloutPrinter.print(
        Node.object().with("decisions", Node.array(decisions)), new Screen(writer, writer, false));

    assertThat(out.toString())
        .contains("  2 earlier; all by --output json", "step-2.", "step-11.")
        .doesNotContain("step-1.");
  }

  @Test
  void callsThatAreNotKnown_areCountedInTheLastLineOfAPlan() {
    Node phase = Node.object().with("callNotKnown", Node.text("no answer"));
    Node plan =
        Node.object().with("on", Node.text("eu-1")).with("phases", Node.array(List.of(phase)));

    assertThat(PlanPrinter.lines(plan).getLast()).isEqualTo("1 call not known: on eu-1: no answer");
  }

  @Test
  void rolloutGet_asJson_isTheAnswerOfTheApi() {
    served.start();

    Node answer = NodeJson.read(run("rollout", "get", "run-1", "--output=json").out(), "out");

    assertThat(answer.textAt("name")).hasValue("addons");
  }

  @Test
  void aVerb_isTaken_andRefusedWhenItIsNotLegalNow() {
    served.start();
    CommandRun taken = run("rollout", "pause", "addons", "--reason=tea", "--by=ann");
    CommandRun refused = run("rollout", "pause", "addons");
    CommandRun json = run("rollout", "pause", "addons", "--output=json");

    assertThat(taken.exitCode()).isZero();
    assertThat(taken.out())
        .contains("pause addons: taken, the run is Running")
        .contains("held: Paused: tea, by ann (unverified) since 2026-03-01T12:00:00Z");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err())
        .startsWith("rollout addons: pause: the run is not one of that (expected: paused once)");
    assertThat(NodeJson.read(json.out(), "out").path("problems")).isPresent();
  }

  @Test
  void members_belongToRetry() {
    served.start();

    CommandRun run = run("rollout", "pause", "addons", "--member=eu-1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--member");
    assertThat(run("rollout", "retry", "addons", "--member=eu-1").exitCode())
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void everyVerb_isACommand() {
    for (String verb :
        List.of("pause", "resume", "approve", "reject", "abort", "rollback", "retry")) {
      assertThat(run("rollout", verb, "none").err()).contains("rollout none");
    }
  }

  @Test
  void nobodyListens_saysWhereItLooked() throws IOException {
    endpoint("http://127.0.0.1:1", "t");
    CommandRun refused = run("clusters");
    Files.delete(state.resolve("endpoint.json"));
    CommandRun missing = run("clusters");
    Files.writeString(state.resolve("endpoint.json"), "{\"address\": \"http://127.0.0.1:1\"}");
    CommandRun broken = run("clusters");

    assertThat(List.of(refused.exitCode(), missing.exitCode(), broken.exitCode()))
        .containsOnly(ExitCode.ERROR);
    assertThat(refused.err()).startsWith("http://127.0.0.1:1: no answer: ");
    assertThat(missing.err()).contains("endpoint.json: no such file").contains("fleetgate serve");
    assertThat(broken.err()).contains("token: missing");
  }

  @Test
  void aWrongToken_isAnErrorOfItsOwn() throws IOException {
    endpoint("http://127.0.0.1:" + served.port, "another-token-altogether");

    CommandRun run = run("clusters");

    assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR);
    assertThat(run.err()).contains("an unknown token");
  }

  /// Output that tells when it begins.
  private static final class Told extends StringWriter {
    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public void flush() {
      begun.countDown();
    }
  }

  private CompletableFuture<Integer> watch(Told out, String... more) {
    List<String> args = new ArrayList<>(List.of("rollout", "watch", "addons", "--state=" + state));
    args.addAll(List.of(more));
    Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(out, true), false);
    return CompletableFuture.supplyAsync(() ->
        new CommandLineInterface("1.2.3", screen, new TestingPorts())
            .run(args.toArray(String[]::new)));
  }

  @Test
  void watch_printsEachChange_andEndsWithTheRun() throws Exception {
    served.start();
    Told out = new Told();
    CompletableFuture<Integer> exitCode = watch(out);
    assertThat(out.begun.await(20, TimeUnit.SECONDS)).isTrue();
    run("rollout", "pause", "addons", "--reason=tea", "--by=ann");
    run("rollout", "abort", "addons", "--reason=rain", "--by=ann");

    assertThat(exitCode.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().lines())
        .contains(
            "decision ann (unverified)             pause: tea",
            "hold                                  Paused: tea",
            "rollout  addons                       Running",
            "decision ann (unverified)             abort: rain",
            "no hold                               Paused: tea",
            "rollout  addons                       Aborted");
  }

  @Test
  void watch_ofARejectedRun_endsWithFour() {
    served.start();
    run("rollout", "pause", "addons");
    run("rollout", "reject", "addons");

    CommandRun run = run("rollout", "watch", "addons", "--output=json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(NodeJson.read(run.out(), "out").textAt("phase")).hasValue("Rejected");
  }

  @Test
  void watch_withoutWaiting_endsWhenOnlyAPersonCanMoveIt() {
    served.start();
    run("rollout", "pause", "addons");

    assertThat(run("rollout", "watch", "addons", "--no-wait").exitCode())
        .isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(run("rollout", "watch", "none").exitCode()).isEqualTo(ExitCode.FAILED);
  }
}
