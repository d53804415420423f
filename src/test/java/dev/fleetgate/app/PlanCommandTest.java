package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.Screen;
import dev.fleetgate.model.Node;
import dev.fleetgate.sim.SimulatedFleet;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rollout plan` over simulated clusters, with the demo's documents.
final class PlanCommandTest {
  private static final Map<String, String> RINGS =
      new TreeMap<>(Map.of("eu-1", "canary", "eu-2", "early", "eu-3", "rest"));
  private static final Path DEMO = Path.of("src/main/resources/dev/fleetgate/demo");

  @TempDir private Path folder;

  private final SimulatedFleet fleet =
      new SimulatedFleet(
          InstantSource.system(), List.copyOf(RINGS.keySet()), "checkout:1", (_, _) -> 0.0);

  @BeforeEach
  void write() throws IOException {
    List<SimulatedFleet.Child> children = fleet.start();
    Files.writeString(folder.resolve("kubeconfig"), SimulatedFleet.kubeconfig(children));
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: fleetgate.dev/v1alpha1
            kind: Fleet
            metadata: {name: demo}
            spec:
              rulePacks: [fleetgate-core, {name: http-service, params: {namespace: shop, interval: 5s}}]
              clusters:
            """);
    for (SimulatedFleet.Child child : children) {
      text.append(
          """
            - kubeconfig: {path: kubeconfig, contexts: [%s], labels: {fleet: demo, ring: %s}}
              prometheus: {url: "%s"}
          """
              .formatted(child.name(), RINGS.get(child.name()), child.prometheus()));
    }
    Files.writeString(folder.resolve("fleet.yaml"), text);
    Files.copy(DEMO.resolve("checkout-2.yaml"), folder.resolve("rollout.yaml"));
    Files.createDirectories(folder.resolve("gates"));
    Files.copy(
        DEMO.resolve("gates/checkout-errors.yaml"), folder.resolve("gates/checkout-errors.yaml"));
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private record Ended(int exitCode, String out, String err) {}

  private Ended plan(String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);
    List<String> args =
        new ArrayList<>(List.of("rollout", "plan", folder.resolve("rollout.yaml").toString()));
    args.add("--fleet=" + folder.resolve("fleet.yaml"));
    args.addAll(List.of(more));
    int exitCode =
        new CommandLineInterface("test", screen, new Wiring("test"))
            .run(args.toArray(new String[0]));
    return new Ended(exitCode, out.toString(), err.toString());
  }

  @Test
  void plan_saysWhatWouldBeSentAndAsked_andSendsNothing() {
    Ended plan = plan();

    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("rollout checkout-2, change checkout-2 from checkout-1")
        .contains("after wave canary: soak 10s")
        .contains("phase preflight, within 5m\n  sends on eu-1")
        .contains("method: \"POST\"", "/apis/batch/v1/namespaces/shop/jobs", "eu-1")
        .contains("method: \"PATCH\"", "checkout:2")
        .contains("then gate checkout-errors, within 10m; on eu-1 it asks:")
        .contains("service=\"checkout\"")
        .containsPattern("can count \\S+ after the trigger is observed done");
    assertThat(fleet.image("eu-1")).isEqualTo("checkout:1");
    assertThat(fleet.notKnown()).isEmpty();
  }

  @Test
  void plan_asJson_saysTheSame() {
    Node plan = NodeJson.read(plan("--output=json").out(), "out");

    assertThat(plan.textAt("on")).hasValue("eu-1");
    assertThat(((Node.Array) plan.path("phases").orElseThrow()).items())
        .allSatisfy(phase -> assertThat(phase.path("call", "path")).isPresent());
    assertThat(((Node.Array) plan.path("waves").orElseThrow()).items()).hasSize(3);
  }
}
