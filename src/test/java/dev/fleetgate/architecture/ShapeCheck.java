package dev.fleetgate.architecture;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Shapes that the code does without: open classes, static mutable state, a `default` that hides a
/// new case, `Optional` as a parameter, `@Nullable` that leaves its package.
final class ShapeCheck extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private static final Pattern MUTABLE_TYPE =
      Pattern.compile(
          "java\\.util\\.(Array|Linked|Hash|Tree|Weak|Identity|Enum|Priority|Bit|Properties).*"
              + "|java\\.util\\.concurrent\\..*|java\\.lang\\.(StringBuilder|ThreadLocal).*"
              + "|io\\.prometheus\\.metrics\\..*|.*\\[\\]");

  private final Program program;
  private final List<String> problems = new ArrayList<>();

  private ShapeCheck(Program program) {
    this.program = program;
  }

  /// One sentence for each shape found.
  static List<String> problems(Program program) {
    var check = new ShapeCheck(program);
    for (CompilationUnitTree unit : program.units()) {
      check.scan(unit, null);
    }
    return check.problems;
  }

  @Override
  public @Nullable Void visitClass(ClassTree node, @Nullable Void unused) {
    boolean anonymous = getCurrentPath().getParentPath().getLeaf() instanceof NewClassTree;
    if (node.getKind() == Tree.Kind.CLASS
        && !anonymous
        && !node.getModifiers().getFlags().contains(Modifier.FINAL)) {
      complain(
          node,
          "class %s: not final (expected: final; compose instead of inheriting)"
              .formatted(node.getSimpleName()));
    }
    return super.visitClass(node, null);
  }

  @Override
  public @Nullable Void visitVariable(VariableTree node, @Nullable Void unused) {
    Element element = program.trees().getElement(getCurrentPath());
    if (element != null
        && element.getKind() == ElementKind.FIELD
        && element.getModifiers().contains(Modifier.STATIC)) {
      staticField(node, element);
    }
    return super.visitVariable(node, null);
  }

  private void staticField(VariableTree node, Element element) {
    if (!element.getModifiers().contains(Modifier.FINAL)) {
      complain(
          node,
          "static field %s: not final (expected: no static mutable state; hand it in by a constructor)"
              .formatted(node.getName()));
      return;
    }
    String type = element.asType().toString();
    var initializer = node.getInitializer();
    boolean fresh = initializer instanceof NewClassTree;
    String made =
        fresh
            ? String.valueOf(
                program.trees().getTypeMirror(new TreePath(getCurrentPath(), initializer)))
            : type;
    if (MUTABLE_TYPE.matcher(type).matches() || MUTABLE_TYPE.matcher(made).matches()) {
      complain(
          node,
          "static field %s: %s (expected: no static mutable state; use List.of, Set.of or Map.of, or hand it in)"
              .formatted(node.getName(), made));
    }
  }

  @Override
  public @Nullable Void visitSwitch(SwitchTree node, @Nullable Void unused) {
    noDefault(new TreePath(getCurrentPath(), node.getExpression()), node.getCases());
    return super.visitSwitch(node, null);
  }

  @Override
  public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, @Nullable Void unused) {
    noDefault(new TreePath(getCurrentPath(), node.getExpression()), node.getCases());
    return super.visitSwitchExpression(node, null);
  }

  private void noDefault(TreePath selector, List<? extends CaseTree> cases) {
    for (CaseTree one : cases) {
      boolean isDefault = one.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
      if (isDefault && ClosedSwitch.isOverOurClosedSet(program, selector)) {
        complain(
            one,
            "switch: default over the closed set %s (expected: one case each; name the cases, so that a new one stops the build)"
                .formatted(program.trees().getTypeMirror(selector)));
      }
    }
  }

  @Override
  public @Nullable Void visitMethod(MethodTree node, @Nullable Void unused) {
    var parent = (ClassTree) getCurrentPath().getParentPath().getLeaf();
    if (!mayTakeOptional(parent, node)) {
      for (VariableTree parameter : node.getParameters()) {
        if (parameter.getType().toString().startsWith("Optional<")) {
          complain(
              parameter,
              "parameter %s: Optional (expected: Optional only as a result; write two methods)"
                  .formatted(parameter.getName()));
        }
      }
    }
    if (leavesPackage(node) && mentionsNullable(node)) {
      complain(
          node,
          "%s: @Nullable on a public method (expected: @Nullable only inside a package; return Optional or an outcome)"
              .formatted(node.getName()));
    }
    return super.visitMethod(node, null);
  }

  /// A record's constructor repeats its components; a listener is told a result; what is private
  /// surprises nobody.
  private static boolean mayTakeOptional(ClassTree parent, MethodTree node) {
    if (node.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
      return true;
    }
    return switch (parent.getKind()) {
      case RECORD -> node.getReturnType() == null;
      case INTERFACE -> String.valueOf(node.getReturnType()).equals("void");
      default -> Modifiers.isOverride(node.getModifiers());
    };
  }

  /// Whether the method and every class around it are public.
  private boolean leavesPackage(MethodTree node) {
    if (!node.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
      return false;
    }
    for (TreePath path = getCurrentPath(); path != null; path = path.getParentPath()) {
      if (path.getLeaf() instanceof ClassTree type
          && !type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mentionsNullable(MethodTree node) {
    String signature =
        node.getModifiers() + " " + node.getReturnType() + " " + node.getParameters();
    return signature.contains("@Nullable");
  }

  private void complain(Tree tree, String sentence) {
    problems.add(program.where(getCurrentPath().getCompilationUnit(), tree) + ": " + sentence);
  }
}
