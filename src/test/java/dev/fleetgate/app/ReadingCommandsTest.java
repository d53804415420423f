package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.Screen;
import dev.fleetgate.files.FileStores;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.http.Served;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.spec.NodeJson;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reading commands on a state folder that nobody holds.
final class ReadingCommandsTest {
  @TempDir private Path folder;

  private Path state = Path.of("");

  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void leaveARun() {
    state = folder.resolve("state");
    RolloutState run;
    try (Served served = new Served()) {
      run = served.start();
    }
    try (StateFolder held = StateFolder.hold(state).orElseThrow();
        FileStores stores = new FileStores(held, KubernetesTrigger::kept)) {
      stores.rollouts().put(run, 0);
    }
  }

  private Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--state=" + state);
    int exitCode =
        new CommandLineInterface("test", screen, new Wiring("test"))
            .run(all.toArray(new String[0]));
    return new Ended(exitCode, out.toString(), err.toString());
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(state)) {
      for (Path file : all.toList()) {
        files.put(file.toString(), Files.getLastModifiedTime(file).toString());
      }
    }
    return files;
  }

  @Test
  void rolloutListAndGet_readTheFolder_andWriteNothing() throws IOException {
    Map<String, String> before = files();
    Ended list = run("rollout", "list");
    Ended get = run("rollout", "get", "addons");
    Ended json = run("rollout", "get", "addons", "--output=json");

    assertThat(List.of(list.exitCode(), get.exitCode(), json.exitCode())).containsOnly(0);
    assertThat(list.out()).contains("addons", "Pending", "canary Pending, rest Pending");
    assertThat(list.err()).contains("no program listens; shown is what the last one left");
    assertThat(get.out()).contains("change addons-2 from addons-1", "its wave has not begun");
    Node shown = NodeJson.read(json.out(), "out");
    assertThat(shown.textAt("name")).hasValue("addons");
    assertThat(shown.path("verbs").orElseThrow()).isEqualTo(Node.array(List.of()));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void rolloutThatIsNotThere_isSaid() {
    assertThat(run("rollout", "get", "none").exitCode()).isEqualTo(1);
    assertThat(run("rollout", "watch", "none").err()).contains("rollout none: none");
  }

  @Test
  void watch_ofAnUnfinishedRun_saysThatNobodyDrivesIt() {
    Ended watch = run("rollout", "watch", "addons");

    assertThat(watch.exitCode()).isEqualTo(3);
    assertThat(watch.out()).contains("wave canary: Pending");
    assertThat(watch.err()).contains("rollout addons: unfinished, and nobody drives it");
  }

  @Test
  void runThatCannotBeRead_isAnError_andHidesNoOther() throws IOException {
    Files.createDirectories(state.resolve("runs/broken"));
    Files.writeString(state.resolve("runs/broken/state.json"), "{");

    Ended list = run("rollout", "list");

    assertThat(list.exitCode()).isEqualTo(3);
    assertThat(list.out()).contains("addons");
    assertThat(list.err()).contains("runs/broken/state.json");
  }

  @Test
  void folderThatIsNotThere_isNotAnEmptyOne() {
    state = folder.resolve("typo");

    Ended list = run("rollout", "list");

    assertThat(list.exitCode()).isEqualTo(3);
    assertThat(list.err())
        .contains("typo: not there (expected: a folder that serve or rollout run wrote");
    assertThat(state).doesNotExist();
  }

  @Test
  void clusters_areLookedAt_andTheFolderStaysAsItIs() throws IOException {
    Map<String, String> before = files();
    Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: eu-1, cluster: {server: "http://127.0.0.1:1"}}]
        users: [{name: eu-1, user: {token: t}}]
        contexts: [{name: eu-1, context: {cluster: eu-1, user: eu-1}}]
        """);
    Path fleet =
        Files.writeString(
            folder.resolve("fleet.yaml"),
            """
            apiVersion: fleetgate.dev/v1alpha1
            kind: Fleet
            metadata: {name: retail}
            spec:
              clusters:
              - kubeconfig: {path: kubeconfig, contexts: [eu-1]}
                prometheus: {url: "http://127.0.0.1:1"}
            """);
    Ended without = run("clusters");
    Ended with = run("clusters", "--fleet=" + fleet);

    assertThat(without.exitCode()).isEqualTo(3);
    assertThat(without.err()).contains("--fleet FILE says where to look");
    assertThat(with.exitCode()).as(with.err()).isZero();
    assertThat(with.out()).contains("eu-1", "Unknown", "not proven", "refused");
    assertThat(files()).isEqualTo(before);
  }
}
