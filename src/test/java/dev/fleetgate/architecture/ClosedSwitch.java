package dev.fleetgate.architecture;

import com.sun.source.util.TreePath;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/// Whether a `switch` asks about a closed set: a sealed type or an enum.
final class ClosedSwitch {
  private ClosedSwitch() {}

  /// Whether the selector's type is sealed or an enum, whoever declared it.
  static boolean isOverClosedSet(Program program, TreePath selector) {
    Element element = element(program, selector);
    return element != null
        && (element.getKind() == ElementKind.ENUM
            || element.getModifiers().contains(Modifier.SEALED));
  }

  /// Whether it is also one of ours, so that a new case is ours to answer.
  static boolean isOverOurClosedSet(Program program, TreePath selector) {
    return isOverClosedSet(program, selector)
        && element(program, selector) instanceof TypeElement type
        && Rooms.isOurs(type.getQualifiedName().toString());
  }

  private static @Nullable Element element(Program program, TreePath selector) {
    TypeMirror type = program.trees().getTypeMirror(selector);
    while (type != null && type.getKind() == TypeKind.TYPEVAR) {
      type = ((TypeVariable) type).getUpperBound();
    }
    return type == null ? null : program.types().asElement(type);
  }
}
