package dev.fleetgate.scenario;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.TriggerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one phase changes on one cluster: a value that is patched under a mark, or objects that are
/// created under names, and the work that follows from each send.
final class Target {
  private String value = "original";
  private long generation = 1;
  private String mark = "";
  private final List<Work> works = new ArrayList<>();

  /// What one send set going.
  static final class Work {
    private final TriggerKey key;
    private Instant ends;
    private boolean good;
    private boolean stopped;
    private boolean logged;

    Work(TriggerKey key, Instant ends, boolean good) {
      this.key = key;
      this.ends = ends;
      this.good = good;
    }

    TriggerKey key() {
      return key;
    }

    boolean over(Instant now) {
      return !now.isBefore(ends);
    }

    Instant ends() {
      return ends;
    }

    boolean good() {
      return good;
    }

    boolean stopped() {
      return stopped;
    }

    void stop(Instant now) {
      if (!over(now)) {
        stopped = true;
        good = false;
        ends = now.plus(Duration.ofSeconds(3));
      }
    }

    /// Its end, the first time it is asked for after it.
    Optional<TargetLog.Entry.Ended> news(Instant now) {
      if (logged || !over(now)) {
        return Optional.empty();
      }
      logged = true;
      return Optional.of(new TargetLog.Entry.Ended(ends, key, good));
    }
  }

  String value() {
    return value;
  }

  Optional<Work> work(TriggerKey key) {
    return works.stream().filter(work -> work.key().equals(key)).findFirst();
  }

  List<Work> works() {
    return works;
  }

  boolean marked(TriggerKey key) {
    return mark.equals(key.written());
  }

  /// What a send that is prepared now expects to find.
  Node expectation() {
    return Node.object()
        .with("value", Node.text(value))
        .with("generation", Node.text(Long.toString(generation)));
  }

  void patch(TriggerKey key, String next, Work work) {
    value = next;
    mark = key.written();
    generation++;
    works.add(work);
  }

  void foreign(String next) {
    value = next;
    mark = "";
    generation++;
  }
}
