package dev.fleetgate.spec;

import dev.fleetgate.gates.GateCompiler;
import dev.fleetgate.gates.GateContext.RecordedSeries;
import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.gates.spec.MetricSpec;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.rollout.RolloutSpec;
import dev.fleetgate.rollout.start.GateFigures;
import dev.fleetgate.rollout.start.Rollouts;
import dev.fleetgate.rules.RulePack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads all texts that a command was given, and checks what they say of one another:
///
/// 1. Each text becomes documents, each document a typed one. What is wrong with one does not keep
///    the others from being read.
/// 2. Gates are put on a shelf: files given, then `gates/` beside them, then the shipped ones.
/// 3. Every gate that a rollout names must be on the shelf, with the arguments it declares, and
///    every rule pack that a fleet names must be given or shipped.
/// 4. Gates are compiled with stand-ins for values that only a run knows.
/// 5. If all is well so far, what each rollout means is judged by `rollout.start`.
///
/// What is shipped is read once, when the loader is made.
///
/// Thread safety: immutable.
public final class BundleLoader {
  private final TriggerTyping triggers;
  private final List<GateSpec> gates;
  private final List<RulePack> rulePacks;

  private BundleLoader(TriggerTyping triggers, List<GateSpec> gates, List<RulePack> rulePacks) {
    this.triggers = triggers;
    this.gates = List.copyOf(gates);
    this.rulePacks = List.copyOf(rulePacks);
  }

  /// @param shipped what comes with the program: gates, and rule packs with their files
  /// @throws IllegalStateException if one of them cannot be read, which is a fault of the program
  public static BundleLoader of(TriggerTyping triggers, Inputs shipped) {
    Problems faults = new Problems();
    Typed typed = new Typed(triggers, shipped);
    for (Source source : shipped.given()) {
      Documents.read(source, faults).forEach(document -> typed.add(document, faults));
    }
    if (!faults.none()) {
      throw new IllegalStateException("shipped: " + faults.list().getFirst().sentence());
    }
    return new BundleLoader(triggers, typed.gates, typed.rulePacks);
  }

  /// A loader that has further rule packs at hand; they count before those of this one.
  public BundleLoader with(List<RulePack> further) {
    Map<String, RulePack> all = new LinkedHashMap<>();
    further.forEach(pack -> all.putIfAbsent(pack.name(), pack));
    rulePacks.forEach(pack -> all.putIfAbsent(pack.name(), pack));
    return new BundleLoader(triggers, gates, List.copyOf(all.values()));
  }

  /// The bundle. It is complete only if no problem was added.
  public Bundle load(Inputs inputs, Problems problems) {
    Problems found = new Problems();
    Bundle bundle = read(inputs, found);
    withoutEchoes(found.list()).stream().sorted(inOrder(inputs)).forEach(problems::add);
    return bundle;
  }

  /// As the texts were given, and by line in each.
  private static Comparator<Problem> inOrder(Inputs inputs) {
    List<String> order = inputs.all().stream().map(Source::name).toList();
    return Comparator.<Problem>comparingInt(problem -> order.indexOf(problem.at().source()))
        .thenComparingInt(problem -> problem.at().line())
        .thenComparingInt(problem -> problem.at().column());
  }

  /// A value that the text itself refuses was read as null; what a loader says of that null says
  /// nothing new.
  private static List<Problem> withoutEchoes(List<Problem> problems) {
    Set<Position> refused = new HashSet<>();
    for (Problem problem : problems) {
      if (problem.rule() instanceof TextRule) {
        refused.add(problem.at());
      }
    }
    return problems.stream()
        .filter(problem -> problem.rule() instanceof TextRule || !refused.contains(problem.at()))
        .toList();
  }

  private Bundle read(Inputs inputs, Problems problems) {
    List<Document> documents = new ArrayList<>();
    int foreign = 0;
    for (Source source : inputs.given()) {
      documents.addAll(Documents.read(source, problems));
    }
    for (Source source : inputs.found()) {
      Documents.Found found = Documents.find(source, problems);
      documents.addAll(found.documents());
      foreign += found.foreign();
    }
    Typed typed = new Typed(triggers, inputs);
    documents.forEach(document -> typed.add(document, problems));
    Shelf shelf =
        Shelf.empty()
            .below(typed.gates, problems)
            .below(beside(inputs, problems), problems)
            .below(gates, problems);
    List<RulePack> packs = new ArrayList<>(typed.rulePacks);
    packs.addAll(rulePacks);
    References references =
        new References(shelf, packs.stream().map(RulePack::name).toList(), problems);
    documents.forEach(references::check);
    RecordedSeries recorded = new RecordedSeries(Bundle.recorded(packs), Map.of());
    typed.gates.forEach(gate -> GateCompiler.check(gate, recorded, problems));
    if (problems.none()) {
      typed.rollouts.forEach(
          rollout -> Rollouts.lint(rollout, figures(shelf)).forEach(problems::add));
    }
    return new Bundle(
        typed.fleets, typed.rollouts, typed.gates, packs, shelf, documents.size(), foreign);
  }

  private static Map<String, GateFigures> figures(Shelf shelf) {
    Map<String, GateFigures> figures = new HashMap<>();
    for (String name : shelf.names()) {
      shelf.find(name).ifPresent(gate -> figures.put(name, slowest(gate)));
    }
    return figures;
  }

  private static GateFigures slowest(GateSpec gate) {
    MetricSpec.Schedule plan = gate.longest();
    return new GateFigures(plan.initialDelay(), plan.interval(), plan.effectiveCount());
  }

  private List<GateSpec> beside(Inputs inputs, Problems problems) {
    Typed typed = new Typed(triggers, inputs);
    for (Source source : inputs.beside()) {
      Documents.find(source, problems).documents().stream()
          .filter(document -> document.kind() == DocumentKind.GATE)
          .forEach(document -> typed.add(document, problems));
    }
    return typed.gates;
  }

  /// Typed documents by kind.
  private static final class Typed {
    private final TriggerTyping triggers;
    private final Inputs inputs;
    private final List<Fleet> fleets = new ArrayList<>();
    private final List<RolloutSpec> rollouts = new ArrayList<>();
    private final List<GateSpec> gates = new ArrayList<>();
    private final List<RulePack> rulePacks = new ArrayList<>();

    private Typed(TriggerTyping triggers, Inputs inputs) {
      this.triggers = triggers;
      this.inputs = inputs;
    }

    private void add(Document document, Problems problems) {
      switch (document.kind()) {
        case FLEET -> FleetLoader.load(document, problems).ifPresent(fleets::add);
        case GATE -> GateLoader.load(document, problems).ifPresent(gates::add);
        case FLEET_ROLLOUT ->
            RolloutLoader.load(document, triggers, problems).ifPresent(rollouts::add);
        case RULE_PACK ->
            PackLoader.load(document, filesOf(document), problems).ifPresent(rulePacks::add);
      }
    }

    private List<Source> filesOf(Document pack) {
      return inputs.packFiles().getOrDefault(pack.tree().at().source(), List.of());
    }
  }
}
