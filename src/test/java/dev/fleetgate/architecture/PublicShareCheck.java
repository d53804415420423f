package dev.fleetgate.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/// Not nearly all of a room's top-level types are public; the target is half of them.
final class PublicShareCheck {
  /// Rooms with fewer types are not measured: a value and its reader are two, and both may be asked
  /// for.
  private static final int LEAST_TYPES = 6;

  /// The target of the code style is 50; ADR 0004 says why the limit is higher.
  private static final int LIMIT_PERCENT = 75;

  /// ADR 0004: what a room of ports and values may show, in percent. Lower a number when it can be.
  private static final Map<String, Integer> ALLOWED_PERCENT =
      Map.of("model", 100, "rollout", 100, "alerts", 100);

  private PublicShareCheck() {}

  /// One sentence for each room of which more than half is public.
  static List<String> problems(Program program) {
    Map<String, List<Boolean>> rooms = new TreeMap<>();
    for (CompilationUnitTree unit : program.units()) {
      if (unit.getPackageName() == null) {
        continue;
      }
      String room = Rooms.nameOf(unit.getPackageName() + ".");
      for (Tree type : unit.getTypeDecls()) {
        if (type instanceof ClassTree one) {
          rooms
              .computeIfAbsent(room, _ -> new ArrayList<>())
              .add(one.getModifiers().getFlags().contains(Modifier.PUBLIC));
        }
      }
    }
    var problems = new ArrayList<String>();
    rooms.forEach((room, types) -> {
      long open = types.stream().filter(isPublic -> isPublic).count();
      int allowed = ALLOWED_PERCENT.getOrDefault(room, LIMIT_PERCENT);
      if (types.size() >= LEAST_TYPES && 100 * open > (long) allowed * types.size()) {
        problems.add(
            "dev/fleetgate/%s:1: room: %d of %d top-level types are public (expected: at most %d %%; hide what no other room needs)"
                .formatted(room, open, types.size(), allowed));
      }
    });
    return problems;
  }
}
