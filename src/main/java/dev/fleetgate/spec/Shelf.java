package dev.fleetgate.spec;

import dev.fleetgate.gates.spec.GateSpec;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/// Where gates are looked up by name: in the files given, then in `gates/` beside the rollout, then
/// among the shipped ones. The first that has the name wins.
public final class Shelf {
  private final List<Map<String, GateSpec>> boards;

  private Shelf(List<Map<String, GateSpec>> boards) {
    this.boards = List.copyOf(boards);
  }

  /// A shelf without gates.
  static Shelf empty() {
    return new Shelf(List.of());
  }

  /// The shelf with one more board below, that is looked at last. Two gates of one name on a board
  /// are a problem.
  Shelf below(Collection<GateSpec> gates, Problems problems) {
    Map<String, GateSpec> board = new LinkedHashMap<>();
    for (GateSpec gate : gates) {
      GateSpec first = board.putIfAbsent(gate.name(), gate);
      if (first != null) {
        problems.add(
            new Problem(
                gate.at(),
                SpecRule.DUPLICATE_GATE,
                "gate",
                Problem.quoted(gate.name()),
                "one gate of a name; " + first.at().where() + " has it already, rename one"));
      }
    }
    List<Map<String, GateSpec>> more = new ArrayList<>(boards);
    more.add(board);
    return new Shelf(more);
  }

  /// The gate of that name.
  public Optional<GateSpec> find(String name) {
    return boards.stream().map(board -> board.get(name)).filter(Objects::nonNull).findFirst();
  }

  /// The names of all gates, sorted.
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    boards.forEach(board -> names.addAll(board.keySet()));
    return List.copyOf(names);
  }
}
