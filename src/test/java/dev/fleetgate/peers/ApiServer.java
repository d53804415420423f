package dev.fleetgate.peers;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A real API server with RBAC and an audit log, on a prefix of the shared etcd.
///
/// It knows two users by token: [#ADMIN], who may do everything, and [#OBSERVER], who may do what a
/// test grants. The roles `view` and `edit` are empty until a controller manager fills them.
public final class ApiServer implements AutoCloseable {
  /// The user, and context, of the administrator.
  public static final String ADMIN = "admin";

  /// The user, and context, without rights of its own.
  public static final String OBSERVER = "observer";

  private static final String AUDIT_POLICY = "audit-policy.yaml";

  private final Path folder;
  private final Credentials credentials;
  private final int port = Ports.free();
  private final List<String> command;
  private final KubernetesClient client;
  private @Nullable PeerProcess process;

  private ApiServer(Shared shared, Path folder) {
    this.folder = folder;
    this.credentials = Credentials.create(folder);
    this.command = command(shared);
    start();
    this.client = client(shared);
  }

  static ApiServer start(Shared shared, Path folder) {
    return new ApiServer(shared, folder);
  }

  /// Where it listens, by HTTPS with the certificate of [#certificates()].
  public URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /// The certificates that vouch for it.
  public Path certificates() {
    return folder.resolve("certificates").resolve("apiserver.crt");
  }

  /// A client that may do everything; its own requests are in the audit log as user [#ADMIN].
  public KubernetesClient client() {
    return client;
  }

  /// A kubeconfig file with the contexts [#ADMIN] (the current one) and [#OBSERVER].
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /// A kubeconfig file of its own with one context for one token.
  public Path kubeconfig(String context, String token) {
    return Kubeconfig.write(
        folder.resolve(context + ".kubeconfig"),
        this,
        List.of(new Kubeconfig.Entry(context, token)));
  }

  String adminToken() {
    return credentials.admin();
  }

  /// A token, good for an hour, of a ServiceAccount that exists.
  public String serviceAccountToken(String namespace, String name) {
    var hour = new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec();
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(name)
        .tokenRequest(hour.build())
        .getStatus()
        .getToken();
  }

  /// Creates the objects of a YAML text as the administrator, in their order.
  public void create(String yaml) {
    try (var text = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))) {
      client.load(text).items().forEach(object -> client.resource(object).create());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every request so far but heartbeats; a line may follow its answer by a moment.
  public List<AuditRecord> audit() {
    return AuditRecord.read(folder.resolve("audit.log"));
  }

  /// Starts it, again after [#stop()] on the same port with the same content.
  public void start() {
    var started = PeerProcess.start(folder, "kube-apiserver", command);
    process = started;
    started.awaitReady(() -> {
      try (var http = Http.trusting(certificates())) {
        http.get(url().resolve("/readyz"), Optional.of(credentials.admin()));
      }
    });
    Kubeconfig.write(
        kubeconfig(),
        this,
        List.of(
            new Kubeconfig.Entry(ADMIN, credentials.admin()),
            new Kubeconfig.Entry(OBSERVER, credentials.observer())));
  }

  /// Kills it at once; nobody answers on its port any more when this returns.
  public void stop() {
    if (process != null) {
      process.close();
    }
  }

  @Override
  public void close() {
    client.close();
    stop();
  }

  private List<String> command(Shared shared) {
    var policy = Folders.copyResource(AUDIT_POLICY, folder);
    return List.of(
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
        "--audit-policy-file=" + policy,
        "--audit-log-path=" + folder.resolve("audit.log"),
        "--profiling=false");
  }

  private KubernetesClient client(Shared shared) {
    var config =
        new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
            .withMasterUrl(url().toString())
            .withCaCertFile(certificates().toString())
            .withOauthToken(credentials.admin())
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(shared.transport())
        .build();
  }
}
