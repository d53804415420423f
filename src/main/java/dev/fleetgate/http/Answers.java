package dev.fleetgate.http;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.Starts;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.spec.TextRule;
import java.util.List;

/// Puts what the observer answered into replies.
///
/// - 400: the text of the body cannot be read; 422: it can be read and breaks a rule
/// - 409: not now, though it may be right at another time
/// - 503: nobody can say; nothing was started
final class Answers {
  private final Observer observer;

  Answers(Observer observer) {
    this.observer = observer;
  }

  Reply reply(Answer answer) {
    return switch (answer) {
      case Answer.Started(var state) ->
          Reply.json(201, RolloutJson.whole(state, observer.legal(state)))
              .with("Location", "/api/v1/rollouts/" + Links.encoded(state.run().value()));
      case Answer.Planned planned -> Reply.json(200, PlanJson.of(planned));
      case Answer.Taken(var state) ->
          Reply.json(200, RolloutJson.whole(state, observer.legal(state)));
      case Answer.NotNow(var why) ->
          Reply.problem(HttpRule.NOT_NOW, "verb", why.found(), why.expected());
      case Answer.NotFound(var what) -> noRollout(what);
      case Answer.Refused(var problems) -> refused(problems);
      case Answer.Unavailable(var why) -> unavailable(why);
    };
  }

  /// A verb that is not legal now.
  static Reply notNow(String rollout, Verb verb, Mismatch why) {
    Position at = new Position("rollout " + rollout, 0, 0, "");
    Problem problem = Problem.of(at, HttpRule.NOT_NOW, verb.written(), why);
    return Reply.problems(HttpRule.NOT_NOW.status(), List.of(problem));
  }

  static Reply noRollout(String what) {
    return Reply.problem(
        HttpRule.NO_SUCH_ROLLOUT,
        "rollout",
        what,
        "the name or the run of a rollout; see the list of rollouts");
  }

  static Reply unavailable(String why) {
    return Reply.problem(
        HttpRule.UNAVAILABLE, "answer", why, "an answer; ask again, nothing was started");
  }

  static Reply refused(BadInputException refusal) {
    return refused(refusal.problems());
  }

  private static Reply refused(List<Problem> problems) {
    boolean unreadable = problems.stream().anyMatch(problem -> problem.rule() instanceof TextRule);
    boolean running =
        problems.stream()
            .anyMatch(problem -> problem.rule() == Starts.ObserverRule.ALREADY_RUNNING);
    return Reply.problems(unreadable ? 400 : running ? 409 : 422, problems);
  }
}
