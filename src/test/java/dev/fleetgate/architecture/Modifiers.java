package dev.fleetgate.architecture;

import com.sun.source.tree.ModifiersTree;

/// What stands before a declaration.
final class Modifiers {
  private Modifiers() {}

  /// Whether the declaration only repeats what its interface asks for.
  static boolean isOverride(ModifiersTree modifiers) {
    return modifiers.getAnnotations().stream()
        .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
  }
}
