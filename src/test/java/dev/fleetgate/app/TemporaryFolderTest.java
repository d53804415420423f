package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryFolderTest {
  @TempDir private Path folder;

  @Test
  void folder_isDeletedWithAllThatIsInIt() throws Exception {
    Path demo = folder.resolve("demo");
    Files.writeString(Files.createDirectories(demo.resolve("state/runs")).resolve("a"), "x");

    assertThat(TemporaryFolder.delete(demo, 1)).isTrue();
    assertThat(demo).doesNotExist();
    assertThat(TemporaryFolder.delete(demo, 1)).isTrue();
  }
}
