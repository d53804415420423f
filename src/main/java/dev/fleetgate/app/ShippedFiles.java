package dev.fleetgate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The files of the rooms `gates/`, `rules/` and `observer/` that the program carries, in its jar
/// or in the folder of its classes.
final class ShippedFiles {
  private static final String LANDMARK = "version.properties";
  private static final Path LANDMARK_BELOW_ROOT = Path.of("dev", "fleetgate", "app", LANDMARK);

  private ShippedFiles() {}

  /// The shipped gates and rule packs.
  static Inputs inputs() {
    List<Source> given = new ArrayList<>();
    Map<String, List<Source>> packFiles = new HashMap<>();
    for (Source file : yaml("gates", "rules")) {
      String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
      if (file.name().startsWith("gates/") || file.name().equals(folder + "pack.yaml")) {
        given.add(file);
      } else {
        packFiles.computeIfAbsent(folder + "pack.yaml", _ -> new ArrayList<>()).add(file);
      }
    }
    return new Inputs(given, List.of(), List.of(), packFiles);
  }

  /// The YAML files below rooms, by path, without those below a folder `tests`. A source's name is
  /// its path with the room first, such as `gates/addons/error-ratio.yaml`.
  static List<Source> yaml(String... rooms) {
    URL landmark = ShippedFiles.class.getResource(LANDMARK);
    if (landmark == null) {
      throw new IllegalStateException(LANDMARK + ": not in the program's jar");
    }
    return yaml(landmark, rooms);
  }

  /// @param landmark where [#LANDMARK_BELOW_ROOT] is
  static List<Source> yaml(URL landmark, String... rooms) {
    try {
      return landmark.openConnection() instanceof JarURLConnection connection
          ? inJar(connection, rooms)
          : inFolder(root(landmark), rooms);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean wanted(String name, String... rooms) {
    return name.endsWith(".yaml")
        && !name.contains("/tests/")
        && Arrays.stream(rooms).anyMatch(room -> name.startsWith(room + "/"));
  }

  /// Reads the list of the jar that its class loader has at hand already; a file system over the
  /// jar would make its own, which takes a tenth of the time to start.
  private static List<Source> inJar(JarURLConnection connection, String... rooms)
      throws IOException {
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      List<JarEntry> entries =
          jar.stream()
              .filter(entry -> wanted(entry.getName(), rooms))
              .sorted(Comparator.comparing(JarEntry::getName))
              .toList();
      List<Source> sources = new ArrayList<>();
      for (JarEntry entry : entries) {
        try (InputStream text = jar.getInputStream(entry)) {
          sources.add(new Source(entry.getName(), new String(text.readAllBytes(), UTF_8)));
        }
      }
      return sources;
    }
  }

  private static Path root(URL landmark) throws URISyntaxException {
    Path root = Path.of(landmark.toURI());
    for (int level = 0; level < LANDMARK_BELOW_ROOT.getNameCount(); level++) {
      root = root.resolveSibling("");
    }
    return root;
  }

  private static List<Source> inFolder(Path root, String... rooms) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String room : rooms) {
      Path folder = root.resolve(room);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted().toList()) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (wanted(name, rooms)) {
              sources.add(new Source(name, Files.readString(file, UTF_8)));
            }
          }
        }
      }
    }
    return sources;
  }
}
