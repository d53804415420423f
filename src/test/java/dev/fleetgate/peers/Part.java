package dev.fleetgate.peers;

/// A real program that tests run against.
enum Part {
  ETCD("etcd", "etcd"),
  KUBE_APISERVER("kubernetes", "kube-apiserver"),
  KUBE_CONTROLLER_MANAGER("kubernetes", "kube-controller-manager"),
  KUBE_SCHEDULER("kubernetes", "kube-scheduler"),
  PROMETHEUS("prometheus", "prometheus"),
  PROMTOOL("prometheus", "promtool"),
  ALERTMANAGER("alertmanager", "alertmanager"),
  PROMETHEUS_OPERATOR("prometheus-operator", "prometheus-operator"),
  KWOK("kwok", "kwok");

  /// The folder under `src/peers` that builds it.
  final String module;

  /// The name of its executable file.
  final String program;

  Part(String module, String program) {
    this.module = module;
    this.program = program;
  }
}
