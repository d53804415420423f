package dev.fleetgate.kube.inventory;

import dev.fleetgate.kube.KubeCalls;
import dev.fleetgate.kube.KubeCalls.Reply;
import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.Listing.ListingFailed;
import dev.fleetgate.rollout.port.ClusterPort;
import dev.fleetgate.rollout.port.ProbePort;
import dev.fleetgate.triggers.ApiCall;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// The children that a Fleet's kubeconfig files name.
///
/// 1. Each pattern of each source is matched against the contexts of its file, in the order of the
///    Fleet; a context's name is the cluster's name.
/// 2. One thing that cannot be read, matches nothing, names a cluster twice or cannot be a
///    cluster's name fails the listing, and the clusters listed before stay reachable.
///
/// Thread safety: safe; one atomic reference to an immutable table.
public final class KubeInventory implements ClusterPort, ProbePort {
  private static final ApiCall.Read KUBE_SYSTEM =
      new ApiCall.Read("/api/v1/namespaces/kube-system");
  private static final ApiCall.Read VERSION = new ApiCall.Read("/version");

  private final Fleet fleet;
  private final KubeClients clients;
  private final Path folder;
  private final Path home;
  private final AtomicReference<Map<ClusterId, ChildCluster>> known =
      new AtomicReference<>(Map.of());

  /// @param folder of the Fleet file, from which relative paths count
  /// @param home for paths that begin with `~/`
  public KubeInventory(Fleet fleet, KubeClients clients, Path folder, Path home) {
    this.fleet = Objects.requireNonNull(fleet);
    this.clients = Objects.requireNonNull(clients);
    this.folder = Objects.requireNonNull(folder);
    this.home = Objects.requireNonNull(home);
  }

  @Override
  public Listing list() {
    Map<ClusterId, ChildCluster> found = new LinkedHashMap<>();
    for (Fleet.KubeconfigSource source : fleet.sources()) {
      Optional<ListingFailed> problem = add(source, found);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
    if (found.isEmpty()) {
      return new ListingFailed(fleet.at(), "clusters", new Mismatch("none", "at least one source"));
    }
    known.set(Map.copyOf(found));
    return new Listing.Listed(List.copyOf(found.values()));
  }

  /// The client of a cluster that the last good listing named, or why there is none.
  public KubeClients.Access access(ClusterId cluster) {
    ChildCluster child = known.get().get(cluster);
    return child == null
        ? new KubeClients.Unusable(
            "cluster " + cluster,
            new Mismatch("not in the fleet", "listed; see fleetgate clusters"))
        : clients.client(child.kubeconfig(), child.context());
  }

  @Override
  public Identity identity(ClusterId cluster) {
    return switch (KubeCalls.send(access(cluster), KUBE_SYSTEM)) {
      case Reply.NotSent(var why) -> new Identity.NoAnswer(why);
      case Reply.Silent(var message) -> new Identity.NoAnswer(message);
      case Reply.Answered(var answer) ->
          switch (answer.meaning()) {
            case DONE ->
                answer
                    .body()
                    .textAt("metadata", "uid")
                    .<Identity>map(Identity.Known::new)
                    .orElseGet(() -> new Identity.NoAnswer("namespace kube-system without a uid"));
            case REFUSED, CONTESTED -> new Identity.Refused("kube-system: " + answer.message());
            case BUSY, LOST -> new Identity.NoAnswer("kube-system: " + answer.message());
          };
    };
  }

  /// A proxy's 5xx on the way is no sign of life; one in Kubernetes's own form is.
  @Override
  public Answer probe(ClusterId cluster) {
    return switch (KubeCalls.send(access(cluster), VERSION)) {
      case Reply.NotSent(var why) -> new Answer.Silent(why);
      case Reply.Silent(var message) -> new Answer.Silent(message);
      case Reply.Answered(var answer) ->
          answer.status() < 500 || answer.body().textAt("kind").equals(Optional.of("Status"))
              ? new Answer.Alive()
              : new Answer.Silent(answer.message());
    };
  }

  /// Adds the clusters of a source; why not, if it cannot.
  private Optional<ListingFailed> add(
      Fleet.KubeconfigSource source, Map<ClusterId, ChildCluster> found) {
    String path = resolved(source.path()).toString();
    return switch (clients.contexts(path)) {
      case KubeClients.Unusable unusable -> Optional.of(unusable(unusable, source, path));
      case KubeClients.Named(var contexts) -> {
        for (String pattern : source.contexts()) {
          List<String> matching =
              contexts.stream().filter(matcher(pattern).asMatchPredicate()).toList();
          if (matching.isEmpty()) {
            yield refused(
                source,
                "contexts",
                Problem.quoted(pattern),
                "at least one context of " + path + "; kubectl config get-contexts");
          }
          for (String context : matching) {
            Optional<ListingFailed> problem = add(source, path, context, found);
            if (problem.isPresent()) {
              yield problem;
            }
          }
        }
        yield Optional.empty();
      }
    };
  }

  private static Optional<ListingFailed> add(
      Fleet.KubeconfigSource source,
      String path,
      String context,
      Map<ClusterId, ChildCluster> found) {
    if (!ClusterId.legal(context)) {
      return refused(
          source,
          "contexts",
          "context " + Problem.quoted(context) + " of " + path,
          "letters, digits, -, _ and ., at most 253; kubectl config rename-context");
    }
    ClusterId id = new ClusterId(context);
    return switch (UrlTemplate.fill(source.prometheusUrl(), id, source.labels())) {
      case UrlTemplate.Outcome.Refused(var why) ->
          Optional.of(new ListingFailed(source.at(), "prometheus url of cluster " + id, why));
      case UrlTemplate.Outcome.Filled(var url) -> {
        ChildCluster twin =
            found.putIfAbsent(id, new ChildCluster(id, source.labels(), path, context, url));
        yield twin == null
            ? Optional.empty()
            : refused(
                source,
                "cluster " + id,
                "in " + twin.kubeconfig() + " and in " + path,
                "once; narrow the contexts");
      }
    };
  }

  /// With the path as the Fleet has it.
  private static ListingFailed unusable(
      KubeClients.Unusable unusable, Fleet.KubeconfigSource source, String path) {
    Mismatch why = unusable.why();
    return new ListingFailed(
        source.at(),
        asWritten(unusable.subject(), source, path),
        new Mismatch(asWritten(why.found(), source, path), why.expected()));
  }

  private static String asWritten(String text, Fleet.KubeconfigSource source, String path) {
    return source.path().startsWith("~/") ? text.replace(path, source.path()) : text;
  }

  private static Optional<ListingFailed> refused(
      Fleet.KubeconfigSource source, String subject, String found, String expected) {
    return Optional.of(new ListingFailed(source.at(), subject, new Mismatch(found, expected)));
  }

  private Path resolved(String path) {
    return path.startsWith("~/") ? home.resolve(path.substring(2)) : folder.resolve(path);
  }

  private static Pattern matcher(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.splitWithDelimiters("\\*", -1)) {
      regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.compile(regex.toString());
  }
}
