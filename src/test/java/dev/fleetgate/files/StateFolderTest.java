package dev.fleetgate.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {
  @TempDir private Path root;

  @Test
  void aFolder_isHeldOnce() {
    try (StateFolder held = StateFolder.hold(root).orElseThrow()) {
      assertThat(StateFolder.hold(root)).isEmpty();
      assertThat(held.root()).isEqualTo(root);
    }
    try (StateFolder again = StateFolder.hold(root).orElseThrow()) {
      assertThat(again.read("state.json")).isEmpty();
    }
  }

  @Test
  void whetherAFolderIsHeld_isSaid_andNothingIsMade() {
    Path folder = root.resolve("state");
    assertThat(StateFolder.isHeld(folder)).isFalse();
    assertThat(folder).doesNotExist();
    try (StateFolder _ = StateFolder.hold(folder).orElseThrow()) {
      assertThat(StateFolder.isHeld(folder)).isTrue();
    }
    assertThat(StateFolder.isHeld(folder)).isFalse();
  }

  @Test
  void aWrittenText_isRead_andReplaced() {
    try (StateFolder folder = StateFolder.hold(root.resolve("new/deep")).orElseThrow()) {
      folder.write("a/b.json", "one");
      folder.write("a/b.json", "twö");
      assertThat(folder.read("a/b.json")).contains("twö");
      assertThat(folder.names("a")).containsExactly("b.json");
      folder.delete("a/b.json");
      assertThat(folder.read("a/b.json")).isEmpty();
    }
  }

  @Test
  void aHalfWrittenFile_isNotListed() throws Exception {
    try (StateFolder folder = StateFolder.hold(root).orElseThrow()) {
      folder.write("a/b.json", "one");
      Files.writeString(root.resolve("a/c.json.tmp"), "ha");
      assertThat(folder.names("a")).containsExactly("b.json");
      assertThat(folder.names("nothing")).isEmpty();
    }
  }

  @Test
  void aSecret_isReadableByItsOwnerOnly() throws Exception {
    try (StateFolder folder = StateFolder.hold(root).orElseThrow()) {
      folder.writeSecret("endpoint.json", "token");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(root.resolve("endpoint.json"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aFolderThatCannotBeMade_isNamed() throws Exception {
    Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> StateFolder.hold(root.resolve("file/state")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("file/state");
  }
}
