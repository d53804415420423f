package dev.fleetgate.rules;

import java.util.Optional;

/// The kinds of prometheus-operator's objects that a pack may hold, and how a Prometheus object
/// selects them.
///
/// Source: prometheus-operator v0.93.0, CRD `prometheuses` and `pkg/prometheus/promcfg.go`.
public enum MonitoringKind {
  SERVICE_MONITOR("ServiceMonitor", "servicemonitors", "serviceMonitor", "endpoints"),
  POD_MONITOR("PodMonitor", "podmonitors", "podMonitor", "podMetricsEndpoints"),
  PROBE("Probe", "probes", "probe", ""),
  PROMETHEUS_RULE("PrometheusRule", "prometheusrules", "rule", "");

  /// Group and version of all of them.
  public static final String API_VERSION = "monitoring.coreos.com/v1";

  private final String kind;
  private final String plural;
  private final String prefix;
  private final String endpoints;

  MonitoringKind(String kind, String plural, String prefix, String endpoints) {
    this.kind = kind;
    this.plural = plural;
    this.prefix = prefix;
    this.endpoints = endpoints;
  }

  /// As in `kind:`.
  public String kind() {
    return kind;
  }

  /// As in the API's path.
  public String plural() {
    return plural;
  }

  static Optional<MonitoringKind> of(String kind) {
    for (MonitoringKind candidate : values()) {
      if (candidate.kind.equals(kind)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// The field of a Prometheus object's spec that selects objects of this kind by their labels.
  String selectorField() {
    return prefix + "Selector";
  }

  /// The field that selects the namespaces in which they are looked for.
  String namespaceSelectorField() {
    return prefix + "NamespaceSelector";
  }

  /// Whether Prometheus scrapes by it; otherwise it holds rules.
  boolean scrapes() {
    return this != PROMETHEUS_RULE;
  }

  /// First part of a scrape pool's name.
  String poolPrefix() {
    return prefix;
  }

  /// The field of the spec with one entry per scrape pool; empty if there is always one pool.
  String endpointsField() {
    return endpoints;
  }
}
