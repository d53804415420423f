package dev.fleetgate.http;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import java.util.List;

/// Prints why a request is refused.
final class ProblemJson {
  private ProblemJson() {}

  static Node.Obj of(List<Problem> problems) {
    return new Tree().put("problems", problems, ProblemJson::one).node();
  }

  private static Node one(Problem problem) {
    return Node.object()
        .with("where", Node.text(problem.at().where()))
        .with("pointer", Node.text(problem.at().pointer()))
        .with("rule", Node.text(problem.rule().id()))
        .with("subject", Node.text(problem.subject()))
        .with("found", Node.text(problem.found()))
        .with("expected", Node.text(problem.expected()))
        .with("sentence", Node.text(problem.sentence()));
  }
}
