package dev.fleetgate.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of gate runs does.
public abstract class GateRunStoreContract {
  /// An empty store.
  protected abstract GateRunStore store();

  private static GateRun run(String id) {
    Gate gate =
        new Gate("health", new ClusterId("eu-1"), List.of(Questions.metric("value < 1", "")));
    return GateRun.start(new GateRunId(id), gate, new Change.None(), Questions.T);
  }

  @Test
  void aRun_isReplacedByALaterPutOfItsId() {
    GateRunStore store = store();
    GateRun run = run("a.1");
    assertThat(store.get(run.id())).isEmpty();
    store.put(run);
    assertThat(store.get(run.id())).contains(run);
    GateRun ended = Gates.step(run, new GateEvent.Terminate("enough"), Questions.T).next();
    store.put(ended);
    assertThat(store.get(run.id())).contains(ended);
  }

  @Test
  void runs_areListedById() {
    GateRunStore store = store();
    store.put(run("b.1"));
    store.put(run("a.1"));
    assertThat(store.list()).containsExactly(run("a.1"), run("b.1"));
  }

  @Test
  void runs_areListedByTheBeginningOfTheirId() {
    GateRunStore store = store();
    List.of("b.1", "a.2", "a.1", "ab.1").forEach(id -> store.put(run(id)));
    assertThat(store.startingWith("a.")).containsExactly(run("a.1"), run("a.2"));
    assertThat(store.startingWith("c.")).isEmpty();
  }
}
