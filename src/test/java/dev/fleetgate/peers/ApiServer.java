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

/// A real API server with RBAC and an audit log.
///
/// It knows two users by token: [#ADMIN], who may do everything, and [#OBSERVER], who may do what a
/// test grants. The roles `view` and `edit` are empty until a controller manager fills them.
public final class ApiServer implements AutoCloseable {
  /// The user, and context, of the administrator.
  public static final String ADMIN = "admin";

  /// The user, and context, without rights of its own.
  public static final String OBSERVER = "observer";

  static final String AUDIT_POLICY = "audit-policy.yaml";

  private final Path folder;
  private final Credentials credentials;
  private final int port;
  private final ApiServerRuntime runtime;
  private final KubernetesClient client;

  private ApiServer(
      Shared shared, Path folder, Credentials credentials, int port, ApiServerRuntime runtime) {
    this.folder = folder;
    this.credentials = credentials;
    this.port = port;
    this.runtime = runtime;
    start();
    this.client = client(shared);
  }

  /// As a child process.
  static ApiServer start(Shared shared, Path folder) {
    var credentials = Credentials.create(folder);
    int port = Ports.free();
    var process = new ApiServerProcess(shared, folder, credentials, port);
    return new ApiServer(shared, folder, credentials, port, process);
  }

  /// As k3s in a container.
  static ApiServer startInContainer(Shared shared, Path folder) {
    var credentials = Credentials.create(folder);
    int port = Ports.free();
    var container = new ApiServerContainer(folder, credentials, port);
    return new ApiServer(shared, folder, credentials, port, container);
  }

  /// Where it listens, by HTTPS with the certificate of [#certificates()].
  public URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /// The certificates that vouch for it.
  public Path certificates() {
    return runtime.certificates();
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
    return AuditRecord.read(runtime.auditLog());
  }

  /// Starts it, again after [#stop()] on the same port with the same content.
  public void start() {
    runtime.start(() -> {
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
    runtime.stop();
  }

  @Override
  public void close() {
    client.close();
    runtime.close();
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
