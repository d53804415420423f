package dev.fleetgate.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Pure rooms touch no file, socket, thread, random source or process.
final class PurityCheck {
  private static final Set<String> BANNED_PACKAGES =
      Set.of(
          "java.nio.file.",
          "java.nio.channels.",
          "java.net.",
          "java.io.",
          "java.util.concurrent.",
          "java.util.random.",
          "java.util.logging.",
          "java.lang.reflect.");

  private static final Set<String> BANNED_TYPES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.util.Random",
          "java.util.ServiceLoader",
          "java.util.Timer");

  /// Values, exceptions and buffers in memory that lie in the packages above.
  private static final Set<String> ALLOWED_TYPES =
      Set.of(
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.Reader",
          "java.io.Serializable",
          "java.io.StringReader",
          "java.io.StringWriter",
          "java.io.UncheckedIOException",
          "java.io.Writer",
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.net.URLDecoder",
          "java.net.URLEncoder",
          "java.util.concurrent.TimeUnit");

  private static final Set<String> BANNED_MEMBERS =
      Set.of(
          "java.lang.Class.getResource",
          "java.lang.Class.getResourceAsStream",
          "java.lang.Math.random",
          "java.lang.System.console",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.getLogger",
          "java.util.UUID.randomUUID");

  private PurityCheck() {}

  /// One sentence for each place in a pure room that reaches out of it.
  static List<String> problems(JavaClasses classes) {
    var problems = new TreeSet<String>();
    for (JavaClass javaClass : classes) {
      if (Rooms.of(javaClass.getName()).filter(Room::pure).isPresent()) {
        types(javaClass, problems);
        members(javaClass, problems);
      }
    }
    return new ArrayList<>(problems);
  }

  private static void types(JavaClass javaClass, Set<String> problems) {
    for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
      String target = Classes.topLevelName(dependency.getTargetClass().getBaseComponentType());
      if (isBanned(target)) {
        problems.add(sentence(Classes.where(dependency), target));
      }
    }
  }

  private static boolean isBanned(String type) {
    return BANNED_TYPES.contains(type)
        || (!ALLOWED_TYPES.contains(type) && BANNED_PACKAGES.stream().anyMatch(type::startsWith));
  }

  private static void members(JavaClass javaClass, Set<String> problems) {
    BanCheck.accesses(javaClass)
        .filter(access ->
            BANNED_MEMBERS.contains(access.getTargetOwner().getName() + "." + access.getName()))
        .forEach(access ->
            problems.add(
                sentence(
                    Classes.where(access),
                    access.getTargetOwner().getName() + "." + access.getName())));
  }

  private static String sentence(String where, String found) {
    return "%s: pure room: %s (expected: no I/O, thread, random source or process in a pure room; take the value as an argument, or move this to an outer room)"
        .formatted(where, found);
  }
}
