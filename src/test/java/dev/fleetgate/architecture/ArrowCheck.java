package dev.fleetgate.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Which room imports which, and which library.
final class ArrowCheck {
  private ArrowCheck() {}

  /// One sentence for each import that the table of rooms does not allow, in order.
  static List<String> problems(JavaClasses classes) {
    var problems = new TreeSet<String>();
    for (JavaClass javaClass : classes) {
      Optional<Room> room = Rooms.of(javaClass.getName());
      if (room.isEmpty()) {
        problems.add(unknownRoom(javaClass));
        continue;
      }
      for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        problem(room.get(), javaClass, target)
            .ifPresent(found -> problems.add(Classes.where(dependency) + ": " + found));
      }
    }
    return new ArrayList<>(problems);
  }

  private static String unknownRoom(JavaClass javaClass) {
    return "%s: room: package %s (expected: one of %s; a new room needs an ADR and a line in Rooms)"
        .formatted(
            Classes.where(javaClass), javaClass.getPackageName(), new TreeSet<>(Rooms.names()));
  }

  private static Optional<String> problem(Room room, JavaClass from, JavaClass target) {
    if (target.isPrimitive() || target.getPackageName().isEmpty()) {
      return Optional.empty();
    }
    return Rooms.isOurs(target.getName())
        ? arrow(room, from, target)
        : library(room, from, target.getName());
  }

  private static Optional<String> arrow(Room room, JavaClass from, JavaClass target) {
    Optional<Room> other = Rooms.of(target.getName());
    if (other.isEmpty()) {
      return Optional.empty(); // reported once, at the class itself
    }
    if (!room.mayImport(other.get())) {
      return Optional.of(
          "arrow: %s imports %s (expected: only %s; turn the arrow with a port, or an ADR and a line in Rooms)"
              .formatted(room.name(), target.getName(), new TreeSet<>(room.arrows())));
    }
    if (room.equals(other.get()) && areSiblings(from.getPackageName(), target.getPackageName())) {
      return Optional.of(
          "arrow: %s imports %s (expected: no import between siblings; move the shared word up)"
              .formatted(from.getPackageName(), target.getName()));
    }
    return Optional.empty();
  }

  private static boolean areSiblings(String one, String other) {
    return !(one + ".").startsWith(other + ".") && !(other + ".").startsWith(one + ".");
  }

  private static Optional<String> library(Room room, JavaClass from, String target) {
    if (target.startsWith("java.")
        || target.startsWith("org.jspecify.")
        || (!room.pure() && target.startsWith("javax."))
        || Rooms.WIRING.contains(Classes.topLevelName(from))
        || room.mayUse(target)) {
      return Optional.empty();
    }
    return Optional.of(
        "library: %s uses %s (expected: only %s; keep it behind the wall of the room that owns it)"
            .formatted(room.name(), target, new TreeSet<>(room.libraries())));
  }
}
