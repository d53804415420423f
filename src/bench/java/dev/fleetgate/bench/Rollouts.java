package dev.fleetgate.bench;

/// The documents of the rollouts that the benchmarks start.
///
/// A job is the change; then one gate measures for longer than any benchmark runs. Its query is
/// answered from what is scraped, so that measuring begins seconds after the job has ended.
final class Rollouts {
  private Rollouts() {}

  private static final String ON_ALERT =
      """
        onAlert:
          - {matchers: ['severity="page"'], action: halt}
      """;

  /// A rollout over all clusters at once.
  ///
  /// @param interval between measurements, as it is written in a gate
  /// @param alerts whether any alert with `severity="page"` halts it; then the alerts of every
  ///   member are polled, too
  static String measuring(String name, String interval, boolean alerts) {
    return """
    apiVersion: fleetgate.dev/v1alpha1
    kind: FleetRollout
    metadata: {name: %1$s}
    spec:
      change: {id: %1$s, from: before-%1$s}
      selector: {matchLabels: {fleet: bench}}
      waves:
        - {name: all, selector: {}, maxConcurrency: 100%%}
      phases:
        - name: change
          trigger:
            job:
              namespace: shop
              template:
                spec:
                  template:
                    spec: {restartPolicy: Never, containers: [{name: change, image: "change:1"}]}
          timeout: 10m
          undo: none
          gate: {name: error-ratio-%1$s}
          gateTimeout: 1000h
      onBreach: {action: halt}
    %3$s---
    apiVersion: fleetgate.dev/v1alpha1
    kind: Gate
    metadata: {name: error-ratio-%1$s}
    spec:
      metrics:
        - name: error-ratio
          query: sum(http_requests_total{service="checkout",code="500"}) / sum(http_requests_total{service="checkout"})
          interval: %2$s
          count: 10000
          successCondition: value < 0.01
    """
        .formatted(name, interval, alerts ? ON_ALERT : "");
  }
}
