package dev.fleetgate.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// McCabe's cyclomatic complexity of one method, with one deviation: a `switch` over a closed set
/// that has no `default` counts 1, however many cases it has, because the compiler checks that it
/// is whole. Lambdas count towards their method; classes inside it do not.
final class Complexity extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private final Program program;
  private int decisions = 0;

  private Complexity(Program program) {
    this.program = program;
  }

  static int of(Program program, TreePath method) {
    var complexity = new Complexity(program);
    complexity.scan(new TreePath(method, ((MethodTree) method.getLeaf()).getBody()), null);
    return 1 + complexity.decisions;
  }

  @Override
  public @Nullable Void visitSwitch(SwitchTree node, @Nullable Void unused) {
    countCases(new TreePath(getCurrentPath(), node.getExpression()), node.getCases());
    return super.visitSwitch(node, null);
  }

  @Override
  public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, @Nullable Void unused) {
    countCases(new TreePath(getCurrentPath(), node.getExpression()), node.getCases());
    return super.visitSwitchExpression(node, null);
  }

  private void countCases(TreePath selector, List<? extends CaseTree> cases) {
    if (ClosedSwitch.isOverClosedSet(program, selector) && !hasDefault(cases)) {
      decisions += 1;
    } else {
      decisions += (int) cases.stream().filter(one -> !isDefault(one)).count();
    }
    decisions += (int) cases.stream().filter(one -> one.getGuard() != null).count();
  }

  private static boolean hasDefault(List<? extends CaseTree> cases) {
    return cases.stream().anyMatch(Complexity::isDefault);
  }

  private static boolean isDefault(CaseTree one) {
    return one.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
  }

  @Override
  public @Nullable Void visitBinary(BinaryTree node, @Nullable Void unused) {
    if (node.getKind() == Tree.Kind.CONDITIONAL_AND || node.getKind() == Tree.Kind.CONDITIONAL_OR) {
      decisions++;
    }
    return super.visitBinary(node, null);
  }

  @Override
  public @Nullable Void visitIf(IfTree node, @Nullable Void unused) {
    decisions++;
    return super.visitIf(node, null);
  }

  @Override
  public @Nullable Void visitConditionalExpression(
      ConditionalExpressionTree node, @Nullable Void unused) {
    decisions++;
    return super.visitConditionalExpression(node, null);
  }

  @Override
  public @Nullable Void visitForLoop(ForLoopTree node, @Nullable Void unused) {
    decisions++;
    return super.visitForLoop(node, null);
  }

  @Override
  public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree node, @Nullable Void unused) {
    decisions++;
    return super.visitEnhancedForLoop(node, null);
  }

  @Override
  public @Nullable Void visitWhileLoop(WhileLoopTree node, @Nullable Void unused) {
    decisions++;
    return super.visitWhileLoop(node, null);
  }

  @Override
  public @Nullable Void visitDoWhileLoop(DoWhileLoopTree node, @Nullable Void unused) {
    decisions++;
    return super.visitDoWhileLoop(node, null);
  }

  @Override
  public @Nullable Void visitCatch(CatchTree node, @Nullable Void unused) {
    decisions++;
    return super.visitCatch(node, null);
  }

  @Override
  public @Nullable Void visitClass(ClassTree node, @Nullable Void unused) {
    return null;
  }
}
