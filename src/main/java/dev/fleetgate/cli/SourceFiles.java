package dev.fleetgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.Documents;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the files that a command is given.
///
/// - A file named by the user is read whatever its name.
/// - Of a folder, all `.yaml`, `.yml` and `.json` files that mention one of our kinds or our API
///   group are read, at any depth. Folders whose name begins with a dot are passed over, links to
///   folders are not followed.
/// - Of a `pack.yaml`, the other YAML files of its folder are read as the pack's objects.
/// - Beside a file named by the user, `gates/` is read in the same way.
///
/// Thread safety: confined to the thread that runs the command.
final class SourceFiles {
  private final Problems problems;
  private final Set<Path> seen = new HashSet<>();
  private final List<Source> given = new ArrayList<>();
  private final List<Source> found = new ArrayList<>();
  private final List<Source> beside = new ArrayList<>();
  private final Map<String, List<Source>> packFiles = new LinkedHashMap<>();

  private SourceFiles(Problems problems) {
    this.problems = problems;
  }

  static Inputs read(List<Path> paths, Problems problems) {
    SourceFiles files = new SourceFiles(problems);
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.folder(path);
      } else if (files.seen.add(key(path))) {
        files.text(path).ifPresent(files.given::add);
      }
    }
    for (Path path : paths) {
      Path gates = path.resolveSibling("gates");
      if (!Files.isDirectory(path) && Files.isDirectory(gates)) {
        files.collect(gates, files.beside);
      }
    }
    files.packs();
    return new Inputs(files.given, files.found, files.beside, files.packFiles);
  }

  /// Reads the files next to each `pack.yaml`; those below its `tests/` are none of the pack's.
  private void packs() {
    List<Source> all = new ArrayList<>(given);
    all.addAll(found);
    for (Source source : all) {
      Path pack = Path.of(source.name());
      if (pack.endsWith("pack.yaml")) {
        List<Source> files = new ArrayList<>();
        for (Path file : below(pack.resolveSibling(""), 1)) {
          if (!file.endsWith("pack.yaml")) {
            text(file).ifPresent(files::add);
          }
        }
        packFiles.put(source.name(), files);
      }
    }
  }

  private void folder(Path folder) {
    if (!collect(folder, found)) {
      problems.add(
          new Problem(
              new Position(folder.toString(), 0, 0, ""),
              FileRule.NOTHING_FOUND,
              "folder",
              "no document",
              "at least one file of ours below it; name another folder"));
    }
  }

  /// Whether anything of ours is there.
  private boolean collect(Path folder, List<Source> into) {
    boolean any = false;
    for (Path file : below(folder, Integer.MAX_VALUE)) {
      if (!seen.add(key(file))) {
        any = true;
        continue;
      }
      Optional<Source> text = text(file);
      if (text.isPresent() && Documents.mentioned(text.get())) {
        into.add(text.get());
        any = true;
      }
    }
    return any;
  }

  private List<Path> below(Path folder, int levels) {
    try (Stream<Path> files = Files.walk(folder, levels)) {
      return files
          .filter(file -> readable(folder.relativize(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      problem(
          folder,
          FileRule.NOT_READABLE,
          "folder",
          String.valueOf(e.getMessage()),
          "a folder that can be read; check its permissions");
      return List.of();
    }
  }

  private static boolean readable(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = relative.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private Optional<Source> text(Path file) {
    try {
      return Optional.of(new Source(file.toString(), Files.readString(file, UTF_8)));
    } catch (CharacterCodingException e) {
      problem(
          file,
          FileRule.NOT_UTF8,
          "file",
          "bytes that are no UTF-8",
          "a text in UTF-8; save it as such");
    } catch (IOException e) {
      if (Files.exists(file)) {
        problem(
            file,
            FileRule.NOT_READABLE,
            "file",
            String.valueOf(e.getMessage()),
            "a file that can be read; check its permissions");
      } else {
        problem(
            file, FileRule.NO_SUCH_FILE, "file", "not there", "a file or a folder; check the path");
      }
    }
    return Optional.empty();
  }

  private void problem(Path at, FileRule rule, String... texts) {
    problems.add(
        new Problem(new Position(at.toString(), 0, 0, ""), rule, texts[0], texts[1], texts[2]));
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
