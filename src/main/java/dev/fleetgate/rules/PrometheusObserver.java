package dev.fleetgate.rules;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Port: asks a child's Prometheus what it has loaded, scraped and recorded.
public interface PrometheusObserver {
  /// Waits for all answers; within the deadline of the implementation.
  Observation observe(ChildCluster cluster, Question question);

  /// What to ask besides configuration, rules and alerts.
  ///
  /// @param pools scrape pools whose targets are wanted
  /// @param queries instant queries, at the time of the server
  record Question(Set<String> pools, List<String> queries) {
    public Question {
      pools = Set.copyOf(pools);
      queries = List.copyOf(queries);
    }
  }

  /// What was answered, or why nothing was.
  sealed interface Observation {}

  /// @param reloaded whether the last reload of the configuration succeeded
  /// @param pools names of all scrape pools (`/api/v1/scrape_pools`)
  /// @param targets active targets of the pools asked for
  /// @param groups all groups of rules
  /// @param answers by query, one for each
  /// @param alerts firing alerts; pending ones are left out
  record Seen(
      boolean reloaded,
      Set<String> pools,
      List<SeenTarget> targets,
      List<SeenGroup> groups,
      Map<String, Answer> answers,
      List<FiringAlert> alerts)
      implements Observation {
    public Seen {
      pools = Set.copyOf(pools);
      targets = List.copyOf(targets);
      groups = List.copyOf(groups);
      answers = Map.copyOf(answers);
      alerts = List.copyOf(alerts);
    }

    /// Names of the series that rules record, and for each the rule in words.
    public Map<String, String> recorded() {
      Map<String, String> recorded = new TreeMap<>();
      for (SeenGroup group : groups) {
        group.rules().stream()
            .filter(SeenRule::recording)
            .forEach(rule ->
                recorded.putIfAbsent(
                    rule.name(), "a rule of group " + group.name() + " in " + group.file()));
      }
      return recorded;
    }
  }

  /// @param why what was asked and what came back, verbatim
  record Unseen(String why) implements Observation {
    public Unseen {
      Objects.requireNonNull(why);
    }
  }

  /// An active target.
  ///
  /// @param health `up`, `down` or `unknown`
  /// @param lastError empty if the last scrape had none
  record SeenTarget(String pool, String url, String health, String lastError) {}

  /// A group of rules.
  ///
  /// @param file path as Prometheus knows it
  record SeenGroup(String file, String name, List<SeenRule> rules) {
    public SeenGroup {
      rules = List.copyOf(rules);
    }
  }

  /// A rule.
  ///
  /// @param recording whether it records a series, of that name
  /// @param health `ok`, `err` or `unknown`
  /// @param lastError empty if the last evaluation had none
  record SeenRule(String name, boolean recording, String health, String lastError) {}

  /// What a query was answered.
  sealed interface Answer {}

  /// An instant vector, which may be empty.
  record Vector(List<Sample> samples) implements Answer {
    public Vector {
      samples = List.copyOf(samples);
    }
  }

  /// No vector, or one with warnings.
  record NoVector(String why) implements Answer {
    public NoVector {
      Objects.requireNonNull(why);
    }
  }
}
