package dev.fleetgate.http;

import dev.fleetgate.model.Actor;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Answer;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.rollout.RolloutEvent.VerbAsked;
import dev.fleetgate.rollout.Verb;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Rollouts: what there is, and the verbs.
final class RolloutRoutes {
  /// A verb that was asked longer ago waits for the store, and may still take effect.
  private static final long PATIENCE_SECONDS = 20;

  private final Observer observer;
  private final Answers answers;

  RolloutRoutes(Observer observer) {
    this.observer = observer;
    this.answers = new Answers(observer);
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.read("/api/v1/rollouts", _ -> list()));
    routes.add(Route.read("/api/v1/rollouts/(?<name>[^/:]+)", this::get));
    for (Verb verb : Verb.values()) {
      String path = "/api/v1/rollouts/(?<name>[^/:]+):" + verb.written();
      routes.add(Route.change(path, Route.JSON, call -> ask(verb, call)));
    }
    return routes;
  }

  private Reply list() {
    return Reply.json(200, RolloutJson.list(observer.rollouts()));
  }

  private Reply get(Call call) {
    return observer
        .rollout(call.part("name"))
        .map(state -> Reply.json(200, RolloutJson.whole(state, observer.legal(state))))
        .orElseGet(() -> Answers.noRollout(Problem.quoted(call.part("name"))));
  }

  private Reply ask(Verb verb, Call call) {
    Problems problems = new Problems();
    VerbAsked asked = verb(verb, call.json(), problems);
    problems.throwIfAny();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    observer.ask(call.part("name"), asked, answer::complete);
    try {
      Answer found = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return found instanceof Answer.NotNow(var why)
          ? Answers.notNow(call.part("name"), verb, why)
          : answers.reply(found);
    } catch (TimeoutException e) {
      return Reply.problem(
          HttpRule.UNAVAILABLE,
          verb.written(),
          "not written after " + PATIENCE_SECONDS + " s",
          "an answer of the store; look at the rollout, the verb may still take effect");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answers.unavailable("the server is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VerbAsked verb(Verb verb, Node body, Problems problems) {
    Fields fields = Fields.of(body, "body", problems);
    String reason = fields.text("reason", "");
    String who = fields.text("by", "");
    Set<ClusterId> members = new LinkedHashSet<>();
    for (Node item : fields.list("members")) {
      if (item instanceof Node.Text(var name, _) && ClusterId.legal(name)) {
        members.add(new ClusterId(name));
      } else {
        problems.add(item, HttpRule.NOT_A_CLUSTER_NAME, "members", "the name of a member, as text");
      }
    }
    if (verb != Verb.RETRY && !members.isEmpty()) {
      problems.add(
          fields.required("members"),
          HttpRule.MEMBERS_OF_RETRY,
          "members",
          "none for %s, which means the whole run; leave it out".formatted(verb.written()));
    }
    fields.end();
    return new VerbAsked(verb, new Actor(Call.named(who), reason), members);
  }
}
