package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Prints why input is refused.
final class ProblemPrinter {
  private ProblemPrinter() {}

  /// One sentence on each line.
  static void print(List<Problem> problems, Screen screen, java.io.PrintWriter to) {
    for (Problem problem : problems) {
      String where = problem.at().where();
      String rest = problem.sentence().substring(where.length());
      to.println(screen.painted(Screen.Colour.BAD, where) + rest);
    }
  }

  /// A list of problems, each with its parts and its sentence.
  static Node json(List<Problem> problems) {
    return Node.array(problems.stream().map(ProblemPrinter::json).toList());
  }

  private static Node json(Problem problem) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("file", Node.text(problem.at().source()));
    fields.put("line", Node.number(problem.at().line()));
    fields.put("column", Node.number(problem.at().column()));
    fields.put("pointer", Node.text(problem.at().pointer()));
    fields.put("rule", Node.text(problem.rule().id()));
    fields.put("subject", Node.text(problem.subject()));
    fields.put("found", Node.text(problem.found()));
    fields.put("expected", Node.text(problem.expected()));
    fields.put("sentence", Node.text(problem.sentence()));
    return Node.object(fields);
  }
}
