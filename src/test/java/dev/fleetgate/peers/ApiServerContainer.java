package dev.fleetgate.peers;

import io.fabric8.kubernetes.client.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// k3s in a container, reduced to its API server and store so that nobody else acts on its objects.
///
/// Switches are k3s's own; `--disable-agent`, `--disable-scheduler` and
/// `--disable-controller-manager` stand in its source (pkg/cli/cmds/server.go), not in its help.
final class ApiServerContainer implements ApiServerRuntime {
  /// The release that goes with the kube-apiserver of `src/peers`.
  private static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.35.4-k3s1");

  private static final String INSIDE = "/etc/fleetgate/";
  private static final String AUDIT_LOG = "/var/lib/rancher/k3s/audit.log";
  private static final Duration READY = Duration.ofMinutes(3);

  private final Path folder;
  private final K3sContainer container;

  ApiServerContainer(Path folder, Credentials credentials, int port) {
    this.folder = folder;
    this.container =
        new K3sContainer(IMAGE)
            .withCommand(command())
            .withCopyFileToContainer(
                MountableFile.forHostPath(credentials.tokens()), INSIDE + "tokens.csv")
            .withCopyFileToContainer(
                MountableFile.forHostPath(Folders.copyResource(ApiServer.AUDIT_POLICY, folder)),
                INSIDE + ApiServer.AUDIT_POLICY)
            .waitingFor(Wait.forSuccessfulCommand("test -s /etc/rancher/k3s/k3s.yaml"))
            .withStartupTimeout(READY);
    // The port stays when the container is started again.
    container.setPortBindings(List.of("127.0.0.1:%d:6443".formatted(port)));
  }

  /// Skips the test by name, or fails it in a CI run, where no container can be had.
  static void require(Map<String, String> environment) {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return;
    }
    var sentence =
        "peers: k3s: no container runtime answers (expected: one that Testcontainers finds; start"
            + " it, or leave -Dapiserver out)";
    if (environment.getOrDefault("CI", "").equals("true")) {
      throw new IllegalStateException(sentence);
    }
    throw new TestAbortedException(sentence);
  }

  private static String[] command() {
    return new String[] {
      "server",
      "--disable=coredns,local-storage,metrics-server,servicelb,traefik",
      "--disable-agent",
      "--disable-scheduler",
      "--disable-controller-manager",
      "--disable-cloud-controller",
      "--disable-network-policy",
      "--disable-helm-controller",
      "--tls-san=127.0.0.1",
      "--kube-apiserver-arg=token-auth-file=" + INSIDE + "tokens.csv",
      "--kube-apiserver-arg=audit-policy-file=" + INSIDE + ApiServer.AUDIT_POLICY,
      "--kube-apiserver-arg=audit-log-path=" + AUDIT_LOG
    };
  }

  @Override
  public void start(Await.Expectation answers) {
    if (container.getContainerId() == null) {
      container.start();
      Folders.write(certificates(), certificateAuthority());
    } else {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }
    Await.until("k3s: ready", PeerProcess.READY, answers);
  }

  private String certificateAuthority() {
    String data = Config.fromKubeconfig(container.getKubeConfigYaml()).getCaCertData();
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  @Override
  public void stop() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public Path certificates() {
    return folder.resolve("server-ca.crt");
  }

  @Override
  public Path auditLog() {
    Path copy = folder.resolve("audit.log");
    container.copyFileFromContainer(AUDIT_LOG, copy.toString());
    return copy;
  }

  /// Removes the container, whether it runs or not.
  @Override
  public void close() {
    container.stop();
  }
}
