package dev.fleetgate.rules;

import dev.fleetgate.model.LabelSelector;
import dev.fleetgate.model.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds labels that satisfy several selectors at once.
///
/// 1. Each selector adds what it demands of a key: one of some values, any value, none of some
///    values, or that the key is absent.
/// 2. A key that must be there takes its present value if that is allowed, else the first allowed
///    one in alphabetical order, else `fleetgate`.
/// 3. A key that must be absent is left out.
/// 4. A key of which selectors demand opposite things is a conflict; it names those who demand.
///
/// Invariant: without conflicts the result satisfies every selector.
///
/// Thread safety: confined to the call that uses it.
final class LabelDemands {
  private static final String ANY_VALUE = "fleetgate";

  private final Map<String, Demand> demands = new TreeMap<>();

  /// What is demanded of one key.
  private static final class Demand {
    private final Set<String> askers = new LinkedHashSet<>();
    private final Set<String> banned = new TreeSet<>();
    private boolean present;
    private boolean absent;
    private boolean closed;
    private Set<String> allowed = Set.of();

    void oneOf(List<String> values) {
      present = true;
      Set<String> next = new TreeSet<>(values);
      if (closed) {
        next.retainAll(allowed);
      }
      allowed = next;
      closed = true;
    }

    Set<String> candidates() {
      Set<String> candidates = new TreeSet<>(closed ? allowed : Set.of(ANY_VALUE, "true", "yes"));
      candidates.removeAll(banned);
      return candidates;
    }

    boolean allows(String value) {
      return !absent && !banned.contains(value) && (!closed || allowed.contains(value));
    }
  }

  /// @param asker who has the selector, for the message of a conflict
  void add(String asker, LabelSelector selector) {
    selector.matchLabels().forEach((key, value) -> of(key, asker).oneOf(List.of(value)));
    selector.matchExpressions().forEach(requirement -> add(asker, requirement));
  }

  private void add(String asker, Requirement requirement) {
    Demand demand = of(requirement.key(), asker);
    switch (requirement.operator()) {
      case IN -> demand.oneOf(requirement.values());
      case NOT_IN -> demand.banned.addAll(requirement.values());
      case EXISTS -> demand.present = true;
      case DOES_NOT_EXIST -> demand.absent = true;
    }
  }

  private Demand of(String key, String asker) {
    Demand demand = demands.computeIfAbsent(key, _ -> new Demand());
    demand.askers.add(asker);
    return demand;
  }

  /// Labels, and the keys for which there are none.
  ///
  /// @param conflicts `label KEY, as asked for by X and Y`
  record Labels(Map<String, String> labels, List<String> conflicts) {}

  /// @param present labels that stand if nothing speaks against them
  Labels satisfy(Map<String, String> present) {
    Map<String, String> labels = new TreeMap<>(present);
    List<String> conflicts = new ArrayList<>();
    demands.forEach((key, demand) -> {
      String value = labels.get(key);
      if (value != null && demand.allows(value)) {
        return;
      }
      labels.remove(key);
      if (!demand.present) {
        return;
      }
      if (demand.absent || demand.candidates().isEmpty()) {
        conflicts.add(
            "label "
                + key
                + ", as asked for by "
                + demand.askers.stream().collect(Collectors.joining(" and ")));
      } else {
        labels.put(key, demand.candidates().iterator().next());
      }
    });
    return new Labels(labels, conflicts);
  }
}
