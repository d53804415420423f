package dev.fleetgate.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every Java file is formatted by google-java-format. `-Dformat.write=true` rewrites instead.
final class FormatTest {
  /// Digests of files that an earlier run found well formatted; only what changed is looked at
  /// again.
  private static final Path KNOWN = Path.of("target/formatted-files.txt");

  @TempDir private Path folder;

  @Test
  void everyJavaFile_isFormatted() throws IOException {
    List<Path> files = Sources.below(Sources.ALL);
    assertThat(files).hasSizeGreaterThan(10);
    if (Boolean.getBoolean("format.write")) {
      Formatter.rewrite(files);
    }
    Set<String> known = known();
    List<Path> unknown = files.stream().filter(file -> !known.contains(digest(file))).toList();

    assertThat(Formatter.problems(unknown)).isEmpty();

    Set<String> digests = new TreeSet<>();
    files.forEach(file -> digests.add(digest(file)));
    Files.createDirectories(KNOWN.getParent());
    Files.write(KNOWN, digests);
  }

  @Test
  void problem_namesTheLineAndTheRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("A.java"), "final class A {\n   int a;\n}\n");

    assertThat(Formatter.problems(List.of(file)))
        .containsExactly(
            file + ":2: format: \"   int a;\" (expected: \"  int a;\"; run src/format/format)");
  }

  @Test
  void rewrite_leavesNothingToComplainAbout() throws IOException {
    Path file = Files.writeString(folder.resolve("A.java"), "final class A {\n   int a;\n}\n");

    Formatter.rewrite(List.of(file));

    assertThat(Formatter.problems(List.of(file))).isEmpty();
  }

  private static Set<String> known() throws IOException {
    return Files.exists(KNOWN) ? new HashSet<>(Files.readAllLines(KNOWN)) : Set.of();
  }

  /// Of the content and the formatter's own file, so that a new formatter looks at everything.
  private static String digest(Path file) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(
          Main.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toString()
              .getBytes(UTF_8));
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
