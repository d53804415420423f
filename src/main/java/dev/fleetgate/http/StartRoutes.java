package dev.fleetgate.http;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Actor;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.StartRequest;
import dev.fleetgate.observer.StartRequest.GateDocument;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.GateWriter;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Starts and plans rollouts from the documents that a person would give the command line: one
/// FleetRollout, and the gates that are not shipped.
final class StartRoutes {
  private static final String PATH = "/api/v1/rollouts";
  private static final String DRY_RUN = "dryRun";
  private static final String REASON = "reason";
  private static final String BY = "by";

  private final Observer observer;
  private final Answers answers;
  private final BundleLoader bundles;

  StartRoutes(Observer observer, BundleLoader bundles) {
    this.observer = observer;
    this.answers = new Answers(observer);
    this.bundles = bundles;
  }

  List<Route> routes() {
    return List.of(
        Route.change(PATH, Route.DOCUMENTS, this::start).taking(DRY_RUN, REASON, BY),
        Route.change(PATH + ":plan", Route.DOCUMENTS, this::plan));
  }

  private Reply plan(Call call) {
    return answers.reply(observer.plan(request(call)));
  }

  private Reply start(Call call) {
    return switch (call.parameter(DRY_RUN)) {
      case "" -> answers.reply(observer.start(request(call)));
      case "plan" -> plan(call);
      default ->
          Reply.problem(
              HttpRule.PARAMETER_VALUE,
              DRY_RUN,
              Problem.quoted(call.parameter(DRY_RUN)),
              "plan; leave it out to start the rollout");
    };
  }

  /// @throws BadInputException with every problem of the documents
  private StartRequest request(Call call) {
    boolean json = call.contentType().equals("application/json");
    Source source = new Source(json ? Call.BODY + ".json" : Call.BODY, call.body());
    Problems problems = new Problems();
    Bundle bundle = bundles.load(Inputs.of(source), problems);
    problems.throwIfAny();
    // Counted by what was sent: the bundle's rule packs hold those of the program, too.
    int others = bundle.documents() - bundle.rollouts().size() - bundle.gates().size();
    if (bundle.rollouts().size() != 1 || others > 0) {
      throw new BadInputException(
          List.of(
              new Problem(
                  Position.start(source.name()),
                  HttpRule.NOT_ONE_ROLLOUT,
                  "documents",
                  "%d of kind FleetRollout, %d of kinds Fleet and RulePack"
                      .formatted(bundle.rollouts().size(), others),
                  "one FleetRollout and the gates that it names; send one rollout at a time")));
    }
    Map<String, GateDocument> gates = new LinkedHashMap<>();
    for (String name : bundle.shelf().names()) {
      GateSpec gate = bundle.shelf().find(name).orElseThrow();
      gates.put(name, new GateDocument(gate, GateWriter.write(gate)));
    }
    Actor by = new Actor(Call.named(call.parameter(BY)), call.parameter(REASON));
    return new StartRequest(bundle.rollouts().getFirst(), gates, by);
  }
}
