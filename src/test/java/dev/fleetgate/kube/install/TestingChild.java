package dev.fleetgate.kube.install;

import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.peers.ApiServer;
import dev.fleetgate.peers.AuditRecord;
import dev.fleetgate.rules.KubernetesObserver;
import dev.fleetgate.rules.PackInstaller;
import dev.fleetgate.rules.Rendering;
import dev.fleetgate.rules.ResolvedPack;
import dev.fleetgate.rules.RulePackRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A child cluster of the harness as Fleetgate sees it: with the rights of observer/access and no
/// others.
final class TestingChild {
  private static final String ACCOUNT = "system:serviceaccount:fleetgate:fleetgate";

  private final dev.fleetgate.peers.ChildCluster real;
  private final ChildCluster cluster;
  private final KubernetesObserver observer;
  private final PackInstaller installer;

  TestingChild(dev.fleetgate.peers.ChildCluster real, KubeClients clients) {
    this.real = real;
    for (String file :
        List.of(
            "namespace.yaml",
            "serviceaccount.yaml",
            "clusterrole.yaml",
            "clusterrolebinding.yaml")) {
      real.apiServer().create(text(Path.of("observer", "access", file)));
    }
    String token = real.apiServer().serviceAccountToken("fleetgate", "fleetgate");
    Path kubeconfig = real.apiServer().kubeconfig(real.name(), token);
    this.cluster =
        new ChildCluster(
            new ClusterId(real.name()),
            Map.of(),
            kubeconfig.toString(),
            real.name(),
            real.prometheus().url());
    this.observer = new ChildObserver(clients);
    this.installer = new ServerSideInstaller(clients);
  }

  dev.fleetgate.peers.ChildCluster real() {
    return real;
  }

  /// As the inventory would list it now; its Prometheus may have moved.
  ChildCluster cluster() {
    return new ChildCluster(
        cluster.id(),
        cluster.labels(),
        cluster.kubeconfig(),
        cluster.context(),
        real.prometheus().url());
  }

  /// The same cluster by a credential without any rights.
  ChildCluster withoutRights() {
    return new ChildCluster(
        cluster.id(),
        Map.of(),
        real.apiServer().kubeconfig().toString(),
        ApiServer.OBSERVER,
        cluster.prometheus());
  }

  KubernetesObserver.Seen seen() {
    return (KubernetesObserver.Seen) observer.observe(cluster);
  }

  Rendering.Rendered rendered(ResolvedPack pack) {
    return (Rendering.Rendered) RulePackRenderer.render(pack, seen().prometheuses());
  }

  PackInstaller.Installed install(Rendering.Rendered rendered) {
    return (PackInstaller.Installed) installer.install(cluster, rendered, seen());
  }

  PackInstaller installer() {
    return installer;
  }

  KubernetesObserver observer() {
    return observer;
  }

  /// Everything that Fleetgate's credential asked to be changed, refused calls included.
  List<AuditRecord> writes() {
    return real.apiServer().audit().stream()
        .filter(record -> record.user().equals(ACCOUNT))
        .filter(AuditRecord::write)
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
