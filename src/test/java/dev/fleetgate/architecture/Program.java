package dev.fleetgate.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.util.Types;
import javax.tools.ToolProvider;

/// Sources as the compiler of this JDK sees them: trees with types.
///
/// @param units one tree for each file
/// @param trees positions and types of the trees
/// @param types relations between types
record Program(List<CompilationUnitTree> units, Trees trees, Types types) {
  Program {
    units = List.copyOf(units);
  }

  /// Reads the files and resolves their types; code that does not compile is none of its business.
  static Program of(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(_ -> {}, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  _ -> {},
                  List.of("-proc:none", "-XDshould-stop.ifError=FLOW"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      var units = new ArrayList<CompilationUnitTree>();
      task.parse().forEach(units::add);
      task.analyze();
      return new Program(units, Trees.instance(task), task.getTypes());
    }
  }

  /// `src/main/java/.../Judge.java:12`, where the tree starts.
  String where(CompilationUnitTree unit, Tree tree) {
    return unit.getSourceFile().getName()
        + ":"
        + unit.getLineMap().getLineNumber(start(unit, tree));
  }

  /// The number of lines from the tree's first to its last.
  int lines(CompilationUnitTree unit, Tree tree) {
    LineMap map = unit.getLineMap();
    long end = trees.getSourcePositions().getEndPosition(unit, tree);
    return (int) (map.getLineNumber(end) - map.getLineNumber(start(unit, tree)) + 1);
  }

  private long start(CompilationUnitTree unit, Tree tree) {
    return trees.getSourcePositions().getStartPosition(unit, tree);
  }
}
