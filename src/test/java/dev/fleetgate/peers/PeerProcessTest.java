package dev.fleetgate.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerProcessTest {
  @TempDir Path folder;

  @Test
  void awaitReady_showsTheLastLines_whenThePartEnds() {
    var part = start("echo cannot listen; exit 3");

    assertThatThrownBy(() -> part.awaitReady(() -> assertThat(part.alive()).isFalse()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("part: ended with exit code 3")
        .hasMessageContaining("cannot listen");
  }

  @Test
  void close_endsThePart_whenItIgnoresSignals() {
    var part = start("trap '' TERM; echo deaf; while :; do read -rt 1 <> <(:); done");
    part.awaitReady(() -> assertThat(part.lastLines()).isEqualTo("deaf"));

    part.close();

    assertThat(part.alive()).isFalse();
  }

  private PeerProcess start(String script) {
    return PeerProcess.start(folder, "part", List.of("bash", "-c", script));
  }
}
