package dev.fleetgate.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// Small programs, written and compiled in a temporary folder, on which a check is seen failing.
final class Snippets {
  private static final Pattern PACKAGE = Pattern.compile("package ([a-z.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?:class|record|interface|enum) ([A-Za-z]+)");

  private final Path sources;
  private final Path classes;

  Snippets(Path folder) {
    this.sources = folder.resolve("java");
    this.classes = folder.resolve("classes");
  }

  /// Where the sources lie, as a source root.
  Path sources() {
    return sources;
  }

  /// Writes each text to the file that its package and first type ask for, and gives the files.
  List<Path> write(String... texts) throws IOException {
    var files = new ArrayList<Path>();
    for (String text : texts) {
      Path folder = sources.resolve(first(PACKAGE, text).replace('.', '/'));
      Files.createDirectories(folder);
      files.add(Files.writeString(folder.resolve(first(TYPE, text) + ".java"), text));
    }
    return files;
  }

  /// Compiles the texts and gives the folder with their classes.
  Path compile(String... texts) throws IOException {
    var arguments = new ArrayList<>(List.of("-g", "-proc:none", "-d", classes.toString()));
    write(texts).forEach(file -> arguments.add(file.toString()));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalArgumentException("snippets do not compile, see above");
    }
    return classes;
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in: " + text);
    }
    return matcher.group(1);
  }
}
