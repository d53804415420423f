package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class PeersTest {
  @TempDir Path folder;

  @Test
  void program_isTakenFromNamedFolder_beforeAnythingElse() {
    var wanted = program(folder.resolve("named"));
    program(folder.resolve("path"));
    var environment =
        Map.of(
            "FLEETGATE_PEERS", folder.resolve("named").toString(),
            "PATH", folder.resolve("path").toString());

    assertThat(peers(environment).program(Part.KWOK)).isEqualTo(wanted);
  }

  @Test
  void program_isTakenFromPath_whenItCannotBeBuilt() {
    var wanted = program(folder.resolve("path"));

    assertThat(peers(Map.of("PATH", folder.resolve("path").toString())).program(Part.KWOK))
        .isEqualTo(wanted);
  }

  @Test
  void program_skipsTheTest_whenMissing() {
    assertThatThrownBy(() -> peers(Map.of()).program(Part.KUBE_SCHEDULER))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("kube-scheduler: not found")
        .hasMessageContaining("run src/peers/build kubernetes");
  }

  @Test
  void program_failsTheTest_whenMissingInContinuousIntegration() {
    assertThatThrownBy(() -> peers(Map.of("CI", "true")).program(Part.KWOK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run src/peers/build kwok");
  }

  private Peers peers(Map<String, String> environment) {
    return new Peers(environment, folder.resolve("no-builder"));
  }

  private static Path program(Path place) {
    var file = Folders.write(Folders.create(place).resolve("kwok"), "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
