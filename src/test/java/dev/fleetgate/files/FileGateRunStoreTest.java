package dev.fleetgate.files;

import dev.fleetgate.gates.GateRunStore;
import dev.fleetgate.gates.GateRunStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class FileGateRunStoreTest extends GateRunStoreContract {
  @TempDir private Path root;
  private StateFolder folder = StateFolder.look(Path.of(""));

  @Override
  protected GateRunStore store() {
    folder = StateFolder.hold(root).orElseThrow();
    return new FileGateRunStore(folder);
  }

  @AfterEach
  void letGo() {
    folder.close();
  }
}
