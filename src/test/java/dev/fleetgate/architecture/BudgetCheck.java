package dev.fleetgate.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sizes of files and methods.
final class BudgetCheck extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private final Program program;
  private final Budget budget;
  private final List<String> problems = new ArrayList<>();

  private BudgetCheck(Program program, Budget budget) {
    this.program = program;
    this.budget = budget;
  }

  /// One sentence for each file or method over the budget.
  static List<String> problems(Program program, Budget budget) {
    var check = new BudgetCheck(program, budget);
    for (CompilationUnitTree unit : program.units()) {
      check.file(unit);
      check.scan(unit, null);
    }
    return check.problems;
  }

  private void file(CompilationUnitTree unit) {
    long lines = unit.getLineMap().getLineNumber(length(unit) - 1L);
    if (lines > budget.fileLines()) {
      problems.add(
          "%s: file: %d lines (expected: at most %d; split by case or by noun)"
              .formatted(program.where(unit, unit), lines, budget.fileLines()));
    }
  }

  private static int length(CompilationUnitTree unit) {
    try {
      return unit.getSourceFile().getCharContent(true).length();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Void visitMethod(MethodTree node, @Nullable Void unused) {
    String name = node.getName().contentEquals("<init>") ? "constructor" : node.getName() + "()";
    if (!isTableOfCases(node)) {
      complain(
          node,
          name + ": %d lines (expected: at most %d; split by case)",
          lines(node),
          budget.methodLines());
    }
    if (node.getBody() != null) {
      complain(
          node,
          name + ": complexity %d (expected: at most %d; split by case)",
          Complexity.of(program, getCurrentPath()),
          budget.complexity());
    }
    if (!isExemptFromParameters(node)) {
      complain(
          node,
          name + ": %d parameters (expected: at most %d; group them in a record)",
          node.getParameters().size(),
          node.getReturnType() == null
              ? budget.constructorParameters()
              : budget.methodParameters());
    }
    return super.visitMethod(node, null);
  }

  /// From the signature to the last brace; annotations, which may hold a test's cases, do not
  /// count.
  private int lines(MethodTree node) {
    CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
    int all = program.lines(unit, node);
    ModifiersTree modifiers = node.getModifiers();
    if (modifiers.getAnnotations().isEmpty()) {
      return all;
    }
    int sameLine = modifiers.getFlags().isEmpty() ? 0 : 1;
    return all - program.lines(unit, modifiers) + sameLine;
  }

  private boolean isTableOfCases(MethodTree node) {
    return budget.tablesAreExempt()
        && node.getReturnType() != null
        && node.getReturnType().toString().startsWith("Stream<");
  }

  /// A record's constructors repeat its components; an override repeats what its interface was
  /// asked.
  private boolean isExemptFromParameters(MethodTree node) {
    boolean inRecord =
        getCurrentPath().getParentPath().getLeaf() instanceof ClassTree parent
            && parent.getKind() == Tree.Kind.RECORD;
    return (inRecord && node.getReturnType() == null) || Modifiers.isOverride(node.getModifiers());
  }

  private void complain(Tree tree, String sentence, int found, int limit) {
    if (found > limit) {
      problems.add(
          program.where(getCurrentPath().getCompilationUnit(), tree)
              + ": "
              + sentence.formatted(found, limit));
    }
  }
}
