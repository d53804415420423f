package dev.fleetgate.spec;

import dev.fleetgate.gates.spec.GateArg;
import dev.fleetgate.gates.spec.GateRule;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Nearest;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Checks the names by which documents speak of one another. Parts of a document that its loader
/// refuses are passed over here.
final class References {
  private final Shelf shelf;
  private final List<String> rulePacks;
  private final Problems problems;

  References(Shelf shelf, List<String> rulePacks, Problems problems) {
    this.shelf = shelf;
    this.rulePacks = List.copyOf(rulePacks);
    this.problems = problems;
  }

  void check(Document document) {
    switch (document.kind()) {
      case FLEET_ROLLOUT -> gateUses(document).forEach(this::checkGate);
      case FLEET -> packs(document).forEach(this::checkPack);
      case GATE, RULE_PACK -> {}
    }
  }

  private static List<Node> gateUses(Document rollout) {
    List<Node> uses = new ArrayList<>();
    for (Node phase : items(rollout.tree(), "spec", "phases")) {
      phase.path("gate").ifPresent(uses::add);
    }
    for (Node wave : items(rollout.tree(), "spec", "waves")) {
      for (Node requirement : items(wave, "before")) {
        requirement.path("gate").ifPresent(uses::add);
      }
      for (Node requirement : items(wave, "after")) {
        requirement.path("gate").ifPresent(uses::add);
      }
    }
    return uses;
  }

  private static List<Node> packs(Document fleet) {
    return items(fleet.tree(), "spec", "rulePacks");
  }

  private static List<Node> items(Node node, String... path) {
    return node.path(path).stream()
        .flatMap(list -> list instanceof Node.Array(var items, _) ? items.stream() : null)
        .toList();
  }

  private void checkGate(Node use) {
    Node name = use instanceof Node.Obj ? use.path("name").orElse(use) : use;
    if (!(name instanceof Node.Text(var wanted, _)) || wanted.isEmpty()) {
      return;
    }
    Optional<GateSpec> gate = shelf.find(wanted);
    if (gate.isEmpty()) {
      problems.add(name, SpecRule.UNKNOWN_GATE, "gate", oneOf("gate", wanted, shelf.names()));
    } else if (use.path("args").orElseGet(Node::object) instanceof Node.Obj args) {
      checkArgs(gate.get(), args, use);
    }
  }

  private void checkArgs(GateSpec gate, Node.Obj args, Node use) {
    List<String> declared = gate.args().stream().map(GateArg::name).toList();
    for (GateArg arg : gate.args()) {
      if (arg.required() && args.field(arg.name()).isEmpty()) {
        problems.add(
            new Problem(
                use.at(),
                GateRule.MISSING_ARG,
                "args of gate " + gate.name(),
                arg.name() + " missing",
                "a value for each argument without default; add args: {" + arg.name() + ": ...}"));
      }
    }
    args.fields()
        .forEach((name, value) -> {
          if (!declared.contains(name)) {
            problems.add(
                new Problem(
                    value.at(),
                    GateRule.UNDECLARED_ARG,
                    "args of gate " + gate.name(),
                    Problem.quoted(name),
                    oneOf("argument", name, declared)));
          }
        });
  }

  private void checkPack(Node use) {
    Node pack = use instanceof Node.Obj ? use.path("name").orElse(use) : use;
    if (pack instanceof Node.Text(var wanted, _) && !rulePacks.contains(wanted)) {
      problems.add(
          pack, SpecRule.UNKNOWN_RULE_PACK, "rulePacks", oneOf("rule pack", wanted, rulePacks));
    }
  }

  private static String oneOf(String what, String wanted, Collection<String> known) {
    String near =
        Nearest.to(wanted, known)
            .map(meant -> "did you mean " + meant + "?")
            .orElse("known are " + (known.isEmpty() ? "none" : String.join(", ", known)));
    return what.equals("argument")
        ? "an argument that the gate declares; " + near
        : "the name of a " + what + " that is given or shipped; " + near;
  }
}
