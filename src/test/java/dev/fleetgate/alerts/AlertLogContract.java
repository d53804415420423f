package dev.fleetgate.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every alert log does.
public abstract class AlertLogContract {
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  /// An empty log.
  protected abstract AlertLog log();

  protected static AlertNotice notice(String cluster, boolean firing) {
    Map<String, String> labels = Map.of("alertname", "Page", "line", "two\nlines \"quoted\"");
    return new AlertNotice(new ClusterId(cluster), labels, firing, NOW.minusSeconds(5));
  }

  @Test
  void entries_areNumberedFromOne() {
    AlertLog log = log();
    assertThat(log.last()).isZero();
    List<AlertEntry> first = log.append(List.of(notice("eu-1", true), notice("eu-2", false)), NOW);
    List<AlertEntry> second = log.append(List.of(notice("eu-3", true)), NOW);
    assertThat(first).extracting(AlertEntry::sequence).containsExactly(1L, 2L);
    assertThat(second).extracting(AlertEntry::sequence).containsExactly(3L);
    assertThat(log.last()).isEqualTo(3);
  }

  @Test
  void after_givesLaterEntriesOldestFirst() {
    AlertLog log = log();
    log.append(List.of(notice("eu-1", true), notice("eu-2", false)), NOW);
    assertThat(log.after(1)).containsExactly(new AlertEntry(2, NOW, notice("eu-2", false)));
    assertThat(log.after(2)).isEmpty();
    assertThat(log.after(0)).hasSize(2);
  }

  @Test
  void nothingAppended_changesNothing() {
    AlertLog log = log();
    assertThat(log.append(List.of(), NOW)).isEmpty();
    assertThat(log.last()).isZero();
  }
}
