package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.cli.Screen;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.ClusterView;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.sim.SimulatedFleet;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Fleet with a rule pack of its own.
final class OwnPackTest {
  private static final Path FILES = Path.of("src/test/resources/app/own-pack");

  @TempDir private Path folder;

  private final Wiring wiring = new Wiring("test");
  private final SimulatedFleet fleet =
      new SimulatedFleet(InstantSource.system(), List.of("eu-1"), "checkout:1", (_, _) -> 0.0);

  /// Everything in one folder, but for the rollout.
  @BeforeEach
  void write() throws IOException {
    SimulatedFleet.Child child = fleet.start().getFirst();
    Path own = Files.createDirectories(folder.resolve("retail/packs/baskets"));
    for (String file : List.of("pack.yaml", "prometheusrule.yaml")) {
      Files.copy(FILES.resolve(file), own.resolve(file));
    }
    Files.writeString(
        folder.resolve("retail/kubeconfig"), SimulatedFleet.kubeconfig(List.of(child)));
    Files.writeString(
        folder.resolve("retail/fleet.yaml"),
        Files.readString(FILES.resolve("fleet.yaml"))
            .replace("PROMETHEUS", child.prometheus().toString()));
    Files.copy(FILES.resolve("rollout.yaml"), folder.resolve("rollout.yaml"));
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  /// As a command hands it over.
  private FleetFile file() throws IOException {
    Source text = source("fleet.yaml");
    Source pack = source("packs/baskets/pack.yaml");
    Inputs inputs =
        new Inputs(
            List.of(text, pack),
            List.of(),
            List.of(),
            Map.of(pack.name(), List.of(source("packs/baskets/prometheusrule.yaml"))));
    Problems problems = new Problems();
    Bundle bundle = wiring.bundles().load(inputs, problems);
    problems.throwIfAny();
    return new FleetFile(bundle.fleets().getFirst(), bundle.rulePacks(), folder.resolve("retail"));
  }

  private Source source(String name) throws IOException {
    Path path = folder.resolve("retail").resolve(name);
    return new Source(path.toString(), Files.readString(path));
  }

  @Test
  void packsWanted_areThoseThatTheFleetNames_withItsValues() throws IOException {
    List<ResolvedPack> packs = FleetPacks.wantedBy(file());

    assertThat(packs).extracting(ResolvedPack::name).containsExactly("fleetgate-core", "baskets");
    assertThat(packs.getLast().content().path("values").orElseThrow().toString()).contains("2m");
  }

  @Test
  void packOfTheFleet_isInstalled_likeAShippedOne() throws IOException {
    try (StateFolder state = StateFolder.hold(folder.resolve("state")).orElseThrow();
        Service service =
            new Service(
                Service.plan(Service.parts(file(), wiring.bundles()), state, "test"),
                "0123456789abcdef")) {
      service.begin("127.0.0.1", 0);

      ClusterView view = service.observer().check(new ClusterId("eu-1")).orElseThrow();

      assertThat(view.proofs())
          .extracting(Proof::pack)
          .containsExactlyInAnyOrder("fleetgate-core", "baskets");
      assertThat(view.proofs())
          .extracting(proof -> proof.steps().getFirst().result())
          .hasOnlyElementsOfType(Proof.Proven.class);
    }
    assertThat(fleet.notKnown()).isEmpty();
  }

  @Test
  void gate_mayReadWhatTheFleetsOwnPackRecords() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);

    int exitCode =
        new CommandLineInterface("test", screen, wiring)
            .run(
                "rollout",
                "plan",
                folder.resolve("rollout.yaml").toString(),
                "--fleet=" + folder.resolve("retail"));

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).contains("shop:baskets_abandoned:ratio", "on eu-1 it asks:");
  }
}
