package dev.fleetgate.files;

import dev.fleetgate.rollout.TestingTrigger;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rollout.port.RolloutStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class FileRolloutStoreTest extends RolloutStoreContract {
  @TempDir private Path root;
  private StateFolder folder = StateFolder.look(Path.of(""));

  @Override
  protected RolloutStore store() {
    folder = StateFolder.hold(root).orElseThrow();
    return new FileRolloutStore(folder, TestingTrigger::read);
  }

  @AfterEach
  void letGo() {
    folder.close();
  }
}
