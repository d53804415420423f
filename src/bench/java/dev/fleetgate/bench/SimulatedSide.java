package dev.fleetgate.bench;

import dev.fleetgate.sim.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The other side as a process: simulated child clusters, each with an API server and a Prometheus,
/// on the wall clock.
///
/// It writes `fleet.yaml` and what that names into a folder, says so on standard output, and ends
/// with its standard input, so that it never outlives the benchmark.
final class SimulatedSide {
  /// The line that says that everything is written and listening.
  static final String READY = "ready";

  /// The credential with which the benchmark posts alerts.
  static final String ALERT_TOKEN = "of-the-benchmark";

  private static final double ERROR_RATIO = 0.002;

  private SimulatedSide() {}

  /// @param arguments the folder, and the number of clusters
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int clusters = Integer.parseInt(arguments[1]);
    try (SimulatedFleet fleet =
        new SimulatedFleet(
            InstantSource.system(), names(clusters), "checkout:1", (_, _) -> ERROR_RATIO)) {
      List<SimulatedFleet.Child> children = fleet.start();
      Files.writeString(folder.resolve("alerts.token"), ALERT_TOKEN);
      Files.writeString(folder.resolve("kubeconfig.yaml"), SimulatedFleet.kubeconfig(children));
      Files.writeString(folder.resolve("fleet.yaml"), document(children));
      System.out.println(READY);
      System.in.transferTo(System.out);
      fleet.notKnown().stream().distinct().limit(10).forEach(System.err::println);
    }
  }

  /// `c-0001` and so on.
  static List<String> names(int clusters) {
    List<String> names = new ArrayList<>();
    for (int number = 1; number <= clusters; number++) {
      names.add("c-%04d".formatted(number));
    }
    return names;
  }

  private static String document(List<SimulatedFleet.Child> children) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: fleetgate.dev/v1alpha1
            kind: Fleet
            metadata: {name: bench}
            spec:
              rulePacks: [fleetgate-core, {name: http-service, params: {namespace: %s, interval: 5s}}]
              alertmanagers:
                - {tokenFile: alerts.token, label: cluster, clusters: ["*"]}
              clusters:
            """
                .formatted(SimulatedFleet.NAMESPACE));
    for (SimulatedFleet.Child child : children) {
      text.append(
          """
              - kubeconfig: {path: kubeconfig.yaml, contexts: ["%s"], labels: {fleet: bench}}
                prometheus: {url: "%s"}
          """
              .formatted(child.name(), child.prometheus()));
    }
    return text.toString();
  }
}
