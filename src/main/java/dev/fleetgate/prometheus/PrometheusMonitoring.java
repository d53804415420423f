package dev.fleetgate.prometheus;

import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.model.Sample;
import dev.fleetgate.rules.PrometheusObserver;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Asks a child's Prometheus what it has loaded, scraped and recorded, one question after the
/// other.
///
/// A document that cannot be had makes the whole observation unseen; a query that cannot be
/// answered spoils its own answer only. An answer with warnings may lack a part of the data, so it
/// is none.
///
/// Thread safety: for many virtual threads at once.
public final class PrometheusMonitoring implements PrometheusObserver {
  private final PrometheusClient client;
  private final InstantSource clock;
  private final Duration deadline;

  /// @param deadline of each question
  public PrometheusMonitoring(PrometheusClient client, InstantSource clock, Duration deadline) {
    this.client = Objects.requireNonNull(client);
    this.clock = Objects.requireNonNull(clock);
    this.deadline = Objects.requireNonNull(deadline);
  }

  @Override
  public Observation observe(ChildCluster cluster, Question question) {
    return new Reading(cluster.prometheus()).observe(question);
  }

  /// One observation; after the first trouble nothing more is asked.
  private final class Reading {
    private final URI base;
    private String trouble = "";

    Reading(URI base) {
      this.base = base;
    }

    Observation observe(Question question) {
      Reply<ServerState> state = client.state(base, deadline);
      boolean reloaded = read(state, ServerState::reloaded, false);
      Set<String> pools = ask(() -> client.scrapePools(base, deadline), Set::copyOf, Set.of());
      List<SeenTarget> targets = new ArrayList<>();
      for (String pool : question.pools()) {
        targets.addAll(
            ask(() -> client.targets(base, pool, deadline), PrometheusMonitoring::seen, List.of()));
      }
      List<SeenGroup> groups =
          ask(() -> client.rules(base, deadline), PrometheusMonitoring::groups, List.of());
      List<FiringAlert> alerts =
          ask(() -> client.alerts(base, deadline), Function.identity(), List.of());
      Map<String, Answer> answers = answers(state, question.queries());
      return trouble.isEmpty()
          ? new Seen(reloaded, pools, targets, groups, answers, alerts)
          : new Unseen(trouble);
    }

    /// All queries carry one time of Prometheus's clock.
    private Map<String, Answer> answers(Reply<ServerState> state, List<String> queries) {
      Map<String, Answer> answers = new LinkedHashMap<>();
      Optional<Instant> time = time(state);
      for (String query : queries) {
        if (trouble.isEmpty()) {
          answers.put(
              query,
              time.map(at -> answer(client.query(base, query, at, deadline)))
                  .orElseGet(() -> new NoVector("the answers carry no Date header")));
        }
      }
      return answers;
    }

    private Optional<Instant> time(Reply<ServerState> state) {
      return state instanceof Reply.Got<ServerState> got
          ? got.clock().map(skew -> clock.instant().plus(skew.offset()))
          : Optional.empty();
    }

    private <T, U> U ask(Ask<T> ask, Function<T, U> seen, U none) {
      return trouble.isEmpty() ? read(ask.ask(), seen, none) : none;
    }

    private <T, U> U read(Reply<T> reply, Function<T, U> seen, U none) {
      return switch (reply) {
        case Reply.Got<T>(var value, var warnings, _) -> {
          if (warnings.isEmpty()) {
            yield seen.apply(value);
          }
          trouble = warned(warnings);
          yield none;
        }
        case Reply.Lost<T>(_, var message) -> {
          trouble = message;
          yield none;
        }
        case Reply.Refused<T>(var message) -> {
          trouble = message;
          yield none;
        }
      };
    }
  }

  /// A question that is asked only if it is still wanted.
  private interface Ask<T> {
    Reply<T> ask();
  }

  private static Answer answer(Reply<List<Sample>> reply) {
    return switch (reply) {
      case Reply.Got<List<Sample>>(var samples, var warnings, _) ->
          warnings.isEmpty() ? new Vector(samples) : new NoVector(warned(warnings));
      case Reply.Lost<List<Sample>>(_, var message) -> new NoVector(message);
      case Reply.Refused<List<Sample>>(var message) -> new NoVector(message);
    };
  }

  private static String warned(List<String> warnings) {
    return "the answer warns: " + String.join("; ", warnings);
  }

  private static List<SeenTarget> seen(List<Target> targets) {
    return targets.stream()
        .map(target ->
            new SeenTarget(target.pool(), target.url(), target.health(), target.lastError()))
        .toList();
  }

  private static List<SeenGroup> groups(List<RuleGroup> groups) {
    return groups.stream()
        .map(group ->
            new SeenGroup(
                group.file(),
                group.name(),
                group.rules().stream()
                    .map(rule ->
                        new SeenRule(
                            rule.name(),
                            rule.type().equals("recording"),
                            rule.health(),
                            rule.lastError()))
                    .toList()))
        .toList();
  }
}
