package dev.fleetgate.architecture;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One room below `dev.fleetgate`.
///
/// @param name its package's name
/// @param pure whether it is kept from clocks, I/O, threads and loggers
/// @param arrows the rooms it may import
/// @param libraries package prefixes it may use beyond the JDK's and JSpecify's
record Room(String name, boolean pure, Set<String> arrows, Set<String> libraries) {
  Room {
    arrows = Set.copyOf(arrows);
    libraries = Set.copyOf(libraries);
  }

  /// A room that only computes; lists are separated by spaces.
  static Room pure(String name, String arrows, String libraries) {
    return new Room(name, true, words(arrows), words(libraries));
  }

  /// A room that may talk to the world; lists are separated by spaces.
  static Room outer(String name, String arrows, String libraries) {
    return new Room(name, false, words(arrows), words(libraries));
  }

  boolean mayImport(Room other) {
    return name.equals(other.name) || arrows.contains(other.name);
  }

  boolean mayUse(String className) {
    return libraries.stream().anyMatch(prefix -> className.startsWith(prefix + "."));
  }

  private static Set<String> words(String list) {
    return Stream.of(list.split(" "))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
