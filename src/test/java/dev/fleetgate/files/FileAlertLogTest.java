package dev.fleetgate.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.alerts.AlertEntry;
import dev.fleetgate.alerts.AlertLog;
import dev.fleetgate.alerts.AlertLogContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileAlertLogTest extends AlertLogContract {
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  @TempDir private Path root;
  private StateFolder folder = StateFolder.look(Path.of(""));

  @Override
  protected AlertLog log() {
    return open();
  }

  private FileAlertLog open() {
    folder = StateFolder.hold(root).orElseThrow();
    return FileAlertLog.open(folder);
  }

  @AfterEach
  void letGo() {
    folder.close();
  }

  @Test
  void aReopenedLog_goesOnWhereItWas() {
    FileAlertLog log = open();
    List<AlertEntry> stored = log.append(List.of(notice("eu-1", true), notice("eu-2", false)), NOW);
    log.close();
    letGo();
    FileAlertLog reopened = open();
    assertThat(reopened.after(0)).isEqualTo(stored);
    assertThat(reopened.append(List.of(notice("eu-3", true)), NOW))
        .extracting(AlertEntry::sequence)
        .containsExactly(3L);
  }

  @Test
  void aLineThatACrashCutOff_isDropped() throws Exception {
    FileAlertLog log = open();
    log.append(List.of(notice("eu-1", true)), NOW);
    log.close();
    letGo();
    Files.writeString(
        root.resolve("alerts/1.jsonl"), "{\"sequence\":2,\"recei", StandardOpenOption.APPEND);
    FileAlertLog reopened = open();
    assertThat(reopened.last()).isEqualTo(1);
    reopened.append(List.of(notice("eu-2", true)), NOW);
    reopened.close();
    letGo();
    assertThat(open().after(0)).extracting(AlertEntry::sequence).containsExactly(1L, 2L);
  }

  @Test
  void aLongLog_keepsTheLastEntries_andItsNumbers() {
    FileAlertLog log = open();
    for (int body = 0; body < 120; body++) {
      log.append(Collections.nCopies(1_000, notice("eu-1", true)), NOW);
    }
    assertThat(log.last()).isEqualTo(120_000);
    assertThat(log.after(0).size()).isEqualTo(70_000);
    log.close();
    letGo();
    FileAlertLog reopened = open();
    assertThat(reopened.last()).isEqualTo(120_000);
    assertThat(reopened.after(119_999)).hasSize(1);
  }
}
