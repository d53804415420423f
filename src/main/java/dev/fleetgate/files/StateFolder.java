package dev.fleetgate.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A folder of text files that one process holds at a time.
///
/// A write goes to a temporary file, is forced to the disk, and is renamed over the old one; then
/// the folder is forced to the disk, too. When [#write] returns, the text survives a crash; before
/// that the old one does. The lock is the operating system's: it ends with the process, however
/// that ends.
///
/// Thread safety: methods may be called from any thread; writes to one path must not overlap.
public final class StateFolder implements AutoCloseable {
  private static final String TEMPORARY = ".tmp";
  private static final String LOCK = "lock";

  private final Path root;
  private final @Nullable FileChannel lockFile;

  private StateFolder(Path root, @Nullable FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /// Opens a folder for this process alone, making it if it is not there.
  ///
  /// @return empty if another process holds it
  /// @throws UncheckedIOException if it cannot be made, locked or read
  public static Optional<StateFolder> hold(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel file =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(file);
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      return Optional.of(new StateFolder(root, file));
    } catch (IOException e) {
      throw new UncheckedIOException("state folder " + root + ": " + e.getMessage(), e);
    }
  }

  /// Whether somebody holds a folder now; makes nothing.
  ///
  /// @throws UncheckedIOException if its lock cannot be tried
  public static boolean isHeld(Path root) {
    try (FileChannel file = FileChannel.open(root.resolve(LOCK), StandardOpenOption.WRITE)) {
      return tryLock(file) == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("state folder " + root + ": " + e.getMessage(), e);
    }
  }

  /// Opens a folder for reading only, whoever holds it.
  public static StateFolder look(Path root) {
    return new StateFolder(root, null);
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path root() {
    return root;
  }

  /// The text of a file; empty if there is none.
  public Optional<String> read(String path) {
    try {
      return Optional.of(Files.readString(root.resolve(path), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + root.resolve(path) + ": " + e, e);
    }
  }

  /// Replaces a file's text for good.
  public void write(String path, String text) {
    Path target = root.resolve(path);
    try {
      Files.createDirectories(parent(target));
      Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
      try (FileChannel file =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writeAll(file, text);
        file.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(parent(target));
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + target + ": " + e, e);
    }
  }

  /// Replaces a file's text at once; only its owner may read it.
  public void writeSecret(String path, String text) {
    Path target = root.resolve(path);
    try {
      Files.createDirectories(parent(target));
      Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
      Files.deleteIfExists(temporary);
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(temporary, text);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + target + ": " + e, e);
    }
  }

  /// Opens a file to add lines at its end.
  FileChannel appendTo(String path) throws IOException {
    Path target = root.resolve(path);
    Files.createDirectories(parent(target));
    FileChannel file =
        FileChannel.open(
            target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
    forceFolder(parent(target));
    return file;
  }

  public void delete(String path) {
    try {
      Files.deleteIfExists(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + root.resolve(path) + ": " + e, e);
    }
  }

  /// Names in a folder in order, without half-written files; none if there is no such folder.
  public List<String> names(String folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.endsWith(TEMPORARY)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("state folder " + root.resolve(folder) + ": " + e, e);
    }
    names.sort(null);
    return names;
  }

  static void writeAll(FileChannel file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /// Lets go of the folder.
  @Override
  public void close() {
    if (lockFile != null) {
      try {
        lockFile.close();
      } catch (IOException e) {
        throw new UncheckedIOException("state folder " + root + ": " + e.getMessage(), e);
      }
    }
  }
}
