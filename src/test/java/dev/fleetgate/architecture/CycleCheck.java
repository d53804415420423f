package dev.fleetgate.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Packages that import each other in a circle.
final class CycleCheck {
  /// Package to package it imports to the first place where it does.
  private final Map<String, Map<String, String>> imports = new TreeMap<>();

  private final Set<String> done = new HashSet<>();
  private final List<String> path = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private CycleCheck() {}

  /// One sentence for each circle found by a depth-first walk; empty if and only if there is none.
  static List<String> problems(JavaClasses classes) {
    var check = new CycleCheck();
    for (JavaClass javaClass : classes) {
      javaClass.getDirectDependenciesFromSelf().forEach(check::add);
    }
    check.imports.keySet().forEach(check::walk);
    return check.problems;
  }

  private void add(Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    String from = dependency.getOriginClass().getPackageName();
    String to = target.getPackageName();
    if (Rooms.isOurs(target.getName()) && !from.equals(to)) {
      imports
          .computeIfAbsent(from, _ -> new TreeMap<>())
          .merge(to, Classes.where(dependency), (one, two) -> one.compareTo(two) <= 0 ? one : two);
    }
  }

  private void walk(String name) {
    int start = path.indexOf(name);
    if (start >= 0) {
      problems.add(sentence(path.subList(start, path.size())));
      return;
    }
    if (!done.add(name)) {
      return;
    }
    path.add(name);
    imports.getOrDefault(name, Map.of()).keySet().forEach(this::walk);
    path.removeLast();
  }

  private String sentence(List<String> circle) {
    String last = circle.getLast();
    String where = imports.getOrDefault(last, Map.of()).getOrDefault(circle.getFirst(), "?");
    return "%s: cycle: %s -> %s (expected: no cycle; turn one arrow with a port)"
        .formatted(where, String.join(" -> ", circle), circle.getFirst());
  }
}
