package dev.fleetgate.peers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts the programs that act on the objects of one API server.
final class Controllers {
  /// The ones that Jobs, Deployments, garbage, scraped Services and the roles `view` and `edit`
  /// need.
  private static final List<String> CONTROLLERS =
      List.of(
          "deployment-controller",
          "replicaset-controller",
          "statefulset-controller",
          "job-controller",
          "cronjob-controller",
          "garbage-collector-controller",
          "namespace-controller",
          "serviceaccount-controller",
          "clusterrole-aggregation-controller",
          "endpoints-controller",
          "endpointslice-controller",
          "endpointslice-mirroring-controller",
          "node-lifecycle-controller",
          "pod-garbage-collector-controller");

  private final Peers peers;
  private final Path folder;
  private final Path kubeconfig;

  Controllers(Peers peers, Path folder, Path kubeconfig) {
    this.peers = peers;
    this.folder = folder;
    this.kubeconfig = kubeconfig;
  }

  PeerProcess controllerManager() {
    return secured(
        Part.KUBE_CONTROLLER_MANAGER,
        "--controllers=" + String.join(",", CONTROLLERS),
        "--leader-elect=false");
  }

  PeerProcess scheduler() {
    return secured(Part.KUBE_SCHEDULER, "--leader-elect=false");
  }

  /// Plays the kubelets of all nodes by the stages in `kwok-stages.yaml`.
  PeerProcess kwok() {
    var address = address();
    var command =
        List.of(
            peers.program(Part.KWOK).toString(),
            "--kubeconfig=" + kubeconfig,
            "--config=" + Folders.copyResource("kwok-stages.yaml", folder),
            "--manage-all-nodes=true",
            "--node-ip=10.255.1.1",
            "--node-lease-duration-seconds=40",
            "--server-address=" + address);
    return answering(PeerProcess.start(folder, "kwok", command), address);
  }

  /// Needs its custom resource definitions in place.
  PeerProcess operator() {
    var address = address();
    var command =
        List.of(
            peers.program(Part.PROMETHEUS_OPERATOR).toString(), "--web.listen-address=" + address);
    var environment = Map.of("KUBECONFIG", kubeconfig.toString());
    return answering(
        PeerProcess.start(folder, "prometheus-operator", command, environment), address);
  }

  private static String address() {
    return "127.0.0.1:" + Ports.free();
  }

  private static PeerProcess answering(PeerProcess process, String address) {
    try (var http = Http.plain()) {
      var health = URI.create("http://" + address + "/healthz");
      return process.awaitReady(() -> http.get(health, Optional.empty()));
    }
  }

  /// Starts a part of Kubernetes that makes itself a certificate.
  private PeerProcess secured(Part part, String... flags) {
    var port = Ports.free();
    var certificates = folder.resolve(part.program);
    var command =
        new ArrayList<>(
            List.of(
                peers.program(part).toString(),
                "--kubeconfig=" + kubeconfig,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + certificates));
    command.addAll(List.of(flags));
    var health = URI.create("https://127.0.0.1:" + port + "/healthz");
    return PeerProcess.start(folder, part.program, command)
        .awaitReady(() -> {
          try (var http = Http.trusting(certificateIn(certificates))) {
            http.get(health, Optional.empty());
          }
        });
  }

  private static Path certificateIn(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*.crt")) {
      for (var file : files) {
        return file;
      }
    }
    throw new AssertionError(folder + ": no certificate yet");
  }
}
