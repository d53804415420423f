package dev.fleetgate.files;

import dev.fleetgate.rules.PinStore;
import dev.fleetgate.rules.PinStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class FilePinStoreTest extends PinStoreContract {
  @TempDir private Path root;
  private StateFolder folder = StateFolder.look(Path.of(""));

  @Override
  protected PinStore store() {
    folder = StateFolder.hold(root).orElseThrow();
    return new FilePinStore(folder);
  }

  @AfterEach
  void letGo() {
    folder.close();
  }
}
