package dev.fleetgate.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// kube-apiserver as a child process, on a prefix of the shared etcd.
final class ApiServerProcess implements ApiServerRuntime {
  private final Path folder;
  private final List<String> command;
  private @Nullable PeerProcess process;

  ApiServerProcess(Shared shared, Path folder, Credentials credentials, int port) {
    this.folder = folder;
    this.command =
        List.of(
            shared.peers().program(Part.KUBE_APISERVER).toString(),
            "--etcd-servers=" + shared.etcd().url(),
            "--etcd-prefix=/" + UUID.randomUUID(),
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + port,
            "--cert-dir=" + certificates().getParent(),
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + credentials.signingKey(),
            "--service-account-signing-key-file=" + credentials.signingKey(),
            "--token-auth-file=" + credentials.tokens(),
            "--authorization-mode=RBAC",
            "--disable-admission-plugins=ServiceAccount",
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.0.0.0/24",
            "--audit-policy-file=" + Folders.copyResource(ApiServer.AUDIT_POLICY, folder),
            "--audit-log-path=" + auditLog(),
            "--profiling=false");
  }

  @Override
  public void start(Await.Expectation answers) {
    var started = PeerProcess.start(folder, "kube-apiserver", command);
    process = started;
    started.awaitReady(answers);
  }

  @Override
  public void stop() {
    if (process != null) {
      process.close();
    }
  }

  @Override
  public Path certificates() {
    return folder.resolve("certificates").resolve("apiserver.crt");
  }

  @Override
  public Path auditLog() {
    return folder.resolve("audit.log");
  }

  @Override
  public void close() {
    stop();
  }
}
