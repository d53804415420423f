package dev.fleetgate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of the rooms `gates/`, `rules/` and `observer/` that the program carries, in its jar
/// or in the folder of its classes.
final class ShippedFiles {
  private static final String LANDMARK = "version.properties";
  private static final Path LANDMARK_BELOW_ROOT = Path.of("dev", "fleetgate", "app", LANDMARK);

  private ShippedFiles() {}

  /// The shipped gates and rule packs.
  static Inputs inputs() {
    List<Source> given = new ArrayList<>(yaml("gates"));
    Map<String, List<Source>> packFiles = new HashMap<>();
    for (Source file : yaml("rules")) {
      String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
      if (file.name().equals(folder + "pack.yaml")) {
        given.add(file);
      } else {
        packFiles.computeIfAbsent(folder + "pack.yaml", _ -> new ArrayList<>()).add(file);
      }
    }
    return new Inputs(given, List.of(), List.of(), packFiles);
  }

  /// The YAML files below a room, by path, without those below a folder `tests`. A source's name is
  /// its path with the room first, such as `gates/addons/error-ratio.yaml`.
  static List<Source> yaml(String room) {
    URL landmark = ShippedFiles.class.getResource(LANDMARK);
    if (landmark == null) {
      throw new IllegalStateException(LANDMARK + ": not in the program's jar");
    }
    try {
      URI uri = landmark.toURI();
      if (!"jar".equals(uri.getScheme())) {
        Path root = Path.of(uri);
        for (int level = 0; level < LANDMARK_BELOW_ROOT.getNameCount(); level++) {
          root = root.resolveSibling("");
        }
        return below(root, room);
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return below(jar.getPath("/"), room);
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Source> below(Path root, String room) throws IOException {
    Path folder = root.resolve(room);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".yaml") && !name.contains("/tests/")) {
          sources.add(new Source(name, Files.readString(file, UTF_8)));
        }
      }
    }
    return sources;
  }
}
