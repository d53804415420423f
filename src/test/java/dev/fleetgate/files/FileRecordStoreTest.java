package dev.fleetgate.files;

import dev.fleetgate.rollout.port.RecordStore;
import dev.fleetgate.rollout.port.RecordStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class FileRecordStoreTest extends RecordStoreContract {
  @TempDir private Path root;
  private StateFolder folder = StateFolder.look(Path.of(""));

  @Override
  protected RecordStore store() {
    folder = StateFolder.hold(root).orElseThrow();
    return new FileRecordStore(folder);
  }

  @AfterEach
  void letGo() {
    folder.close();
  }
}
