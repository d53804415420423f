package dev.fleetgate.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import dev.fleetgate.rules.Proof;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.TestingPacks;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real installer, observers and proof ladder on a simulated cluster.
final class SimulatedInstallTest {
  private final TestingFleet fleet;
  private final ResolvedPack pack = TestingFleet.packs().getLast();

  SimulatedInstallTest(@TempDir Path folder) {
    fleet = new TestingFleet(folder);
  }

  @AfterEach
  void close() {
    assertThat(fleet.fleet().notKnown()).isEmpty();
    fleet.close();
  }

  @Test
  void secondInstall_writesNothing() {
    assertThat(fleet.install(pack).objects())
        .extracting(ObjectChange::change)
        .containsOnly(Change.CREATED);

    assertThat(fleet.install(pack).writes()).isZero();
  }

  @Test
  void install_repairsOnlyWhatDiffers_andTakesAwayWhatWasLeftOut() {
    fleet.install(pack);
    ResolvedPack shorter =
        TestingPacks.edited(pack, "servicemonitor.yaml", "\"path\":\"{{params.path}}\",", "");

    assertThat(fleet.install(shorter).writes()).isEqualTo(2);
    assertThat(fleet.install(shorter).writes()).isZero();
  }

  @Test
  void packs_areProven_onceLoadedAndScraped() {
    fleet.installAll();
    fleet.clock.pass(LoadedConfiguration.LOAD);
    assertThat(fleet.proof(pack).steps())
        .anySatisfy(step -> assertThat(step.result()).isInstanceOf(Proof.Broken.class));

    fleet.clock.pass(Duration.ofSeconds(40));

    for (ResolvedPack each : TestingFleet.packs()) {
      assertThat(fleet.proof(each).steps())
          .as(each.name())
          .allSatisfy(step -> assertThat(step.result()).isInstanceOf(Proof.Proven.class));
    }
  }

  @Test
  void pack_isNotProven_beforeItIsLoaded() {
    fleet.installAll();

    assertThat(fleet.proof(pack).steps())
        .anySatisfy(step -> assertThat(step.result()).isInstanceOf(Proof.Broken.class));
  }
}
