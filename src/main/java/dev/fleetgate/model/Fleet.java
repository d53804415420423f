package dev.fleetgate.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A Fleet document: where clusters come from and how their monitoring is reached.
///
/// @param rulePacks the packs that every cluster gets
/// @param grafanaUrl base URL of Grafana; empty if there is none
/// @param grafanaDatasource UID of the Prometheus data source in Grafana
public record Fleet(
    String name,
    List<KubeconfigSource> sources,
    List<PackRef> rulePacks,
    ProbePolicy reachability,
    List<AlertSource> alertmanagers,
    String grafanaUrl,
    String grafanaDatasource,
    Position at) {
  public Fleet {
    Objects.requireNonNull(name);
    sources = List.copyOf(sources);
    rulePacks = List.copyOf(rulePacks);
    Objects.requireNonNull(reachability);
    alertmanagers = List.copyOf(alertmanagers);
    Objects.requireNonNull(grafanaUrl);
    Objects.requireNonNull(grafanaDatasource);
    Objects.requireNonNull(at);
  }

  /// A rule pack by name, with the values of its parameters.
  ///
  /// @param params by parameter name; parameters left out take their default
  public record PackRef(String name, Node.Obj params, Position at) {
    public PackRef {
      Objects.requireNonNull(name);
      Objects.requireNonNull(params);
      Objects.requireNonNull(at);
    }
  }

  /// Contexts of one kubeconfig file.
  ///
  /// @param path of the file, absolute or relative to the folder of the Fleet file, `~` for the
  ///   home folder
  /// @param contexts names, with `*` for any characters
  /// @param labels given to each cluster
  /// @param prometheusUrl URL template; `{{cluster.name}}` and `{{cluster.labels.x}}` are replaced
  public record KubeconfigSource(
      String path,
      List<String> contexts,
      Map<String, String> labels,
      String prometheusUrl,
      Position at) {
    public KubeconfigSource {
      Objects.requireNonNull(path);
      contexts = List.copyOf(contexts);
      labels = Map.copyOf(labels);
      Objects.requireNonNull(prometheusUrl);
      Objects.requireNonNull(at);
    }
  }

  /// When a child's API server counts as unreachable: no answer in `probes` probes over `over`.
  public record ProbePolicy(int probes, Duration over) {
    public static final ProbePolicy DEFAULT = new ProbePolicy(3, Duration.ofSeconds(30));

    public ProbePolicy {
      if (probes < 1) {
        throw new IllegalArgumentException("probes: " + probes + " (expected: >= 1)");
      }
      Objects.requireNonNull(over);
    }

    /// Time between two probes.
    public Duration interval() {
      return over.dividedBy(probes);
    }
  }

  /// An Alertmanager that may call the webhook, bound to the clusters it may speak for.
  ///
  /// @param tokenFile path of the file with its bearer token
  /// @param cluster the one cluster it speaks for; empty if a label says which
  /// @param label name of the label that names the cluster; empty if it speaks for one cluster
  /// @param clusters patterns of the clusters it may speak for by label, `*` for any characters
  /// @param at where tokenFile was written
  public record AlertSource(
      String tokenFile, String cluster, String label, Set<String> clusters, Position at) {
    /// Of a place that is not known.
    public AlertSource(String tokenFile, String cluster, String label, Set<String> clusters) {
      this(tokenFile, cluster, label, clusters, Position.unknown());
    }

    public AlertSource {
      Objects.requireNonNull(at);
      Objects.requireNonNull(tokenFile);
      Objects.requireNonNull(cluster);
      Objects.requireNonNull(label);
      clusters = Set.copyOf(clusters);
    }
  }
}
