package dev.fleetgate.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.kube.KubeClients.Granted;
import dev.fleetgate.kube.KubeClients.Named;
import dev.fleetgate.kube.KubeClients.Unusable;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeClientsTest {
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: other
      clusters:
      - {name: here, cluster: {server: "https://127.0.0.1:1"}}
      - {name: nowhere, cluster: {}}
      - {name: signed, cluster: {server: "https://127.0.0.1:2", certificate-authority: ca.crt}}
      users:
      - {name: someone, user: {token: secret}}
      - {name: nobody, user: {}}
      - {name: fileUser, user: {tokenFile: /token}}
      - {name: certUser, user: {client-certificate: me.crt, client-key: me.key}}
      contexts:
      - {name: good, context: {cluster: here, user: someone}}
      - {name: other, context: {cluster: here, user: someone}}
      - {name: lost, context: {cluster: nowhere, user: someone}}
      - {name: anonymous, context: {cluster: here, user: nobody}}
      - {name: tokenFile, context: {cluster: here, user: fileUser}}
      - {name: beside, context: {cluster: signed, user: someone}}
      - {name: certificate, context: {cluster: here, user: certUser}}
      """;

  private static Vertx vertx;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  @Test
  void client_speaksToTheNamedContext_withBoundedTimeAndNoRepeats() throws IOException {
    try (KubeClients clients = clients()) {
      Config config = config(clients, "good");

      assertThat(config.getMasterUrl()).isEqualTo("https://127.0.0.1:1/");
      assertThat(config.getOauthToken()).isEqualTo("secret");
      assertThat(config.getConnectionTimeout()).isEqualTo(2_000);
      assertThat(config.getRequestTimeout()).isEqualTo(5_000);
      assertThat(config.getRequestRetryBackoffLimit()).isZero();
    }
  }

  @Test
  void client_keepsItsOwnContextOnly() throws IOException {
    try (KubeClients clients = clients()) {
      assertThat(config(clients, "good").getContexts())
          .extracting(NamedContext::getName)
          .containsExactly("good");
    }
  }

  @Test
  void clients_shareOneReaderOfObjects() throws IOException {
    try (KubeClients clients = clients()) {
      assertThat(granted(clients, "good").client().getKubernetesSerialization())
          .isSameAs(granted(clients, "other").client().getKubernetesSerialization());
    }
  }

  @Test
  void client_findsFilesBesideTheKubeconfig() throws IOException {
    Files.writeString(folder.resolve("me.crt"), "");
    Files.writeString(folder.resolve("me.key"), "");
    assertThat(parsed("beside").getCaCertFile()).isEqualTo(folder.resolve("ca.crt").toString());
    assertThat(parsed("certificate").getClientCertFile())
        .isEqualTo(folder.resolve("me.crt").toString());
  }

  @Test
  void contexts_areThoseOfTheFileAsItIs() throws IOException {
    try (KubeClients clients = clients()) {
      config(clients, "good");
      write(KUBECONFIG.replace("name: good,", "name: better,"));

      assertThat(clients.contexts(file().toString()))
          .isInstanceOfSatisfying(
              Named.class, named -> assertThat(named.names()).contains("better", "other"));
    }
  }

  @Test
  void client_isRefused_whenTheContextIsMissing_insteadOfTheCurrentOne() throws IOException {
    assertThat(refusal("goood"))
        .endsWith(
            "context: \"goood\" (expected: a context of this file;"
                + " kubectl config get-contexts lists them)");
  }

  @Test
  void client_isRefused_whenTheClusterHasNoServer() throws IOException {
    assertThat(refusal("lost")).contains("cluster of context lost: \"nowhere\" (expected: ");
  }

  @Test
  void client_isRefused_whenTheUserHasNoCredential() throws IOException {
    assertThat(refusal("anonymous")).contains("user of context anonymous: \"nobody\" (expected: ");
  }

  @Test
  void client_isRefused_whenTheCredentialIsOfAKindThatTheClientIgnores() throws IOException {
    assertThat(refusal("tokenFile")).contains("user of context tokenFile: \"fileUser\"");
  }

  @Test
  void client_isRefused_whenTheFileIsMissing() {
    try (KubeClients clients = clients()) {
      assertThat(clients.client(folder.resolve("absent").toString(), "good"))
          .isInstanceOfSatisfying(
              Unusable.class,
              unusable ->
                  assertThat(unusable.sentence())
                      .contains(" is not there (expected: your kubeconfig; change path)"));
    }
  }

  @Test
  void client_isRefused_whenTheFileIsNoYaml() throws IOException {
    Path file = Files.writeString(folder.resolve("config"), "clusters: {");
    try (KubeClients clients = clients()) {
      assertThat(clients.client(file.toString(), "good")).isInstanceOf(Unusable.class);
    }
  }

  @Test
  void client_isTheSame_whileTheFileIs() throws IOException {
    try (KubeClients clients = clients()) {
      assertThat(granted(clients, "good").client()).isSameAs(granted(clients, "good").client());
    }
  }

  @Test
  void client_hasTheNewCredential_whenTheFileChanged() throws IOException {
    try (KubeClients clients = clients()) {
      Granted before = granted(clients, "good");
      write(KUBECONFIG.replace("token: secret", "token: renewed"));
      Config after = config(clients, "good");

      assertThat(after.getOauthToken()).isEqualTo("renewed");
      assertThat(before.client().getHttpClient().isClosed()).isFalse();
    }
  }

  @Test
  void client_beforeTheFormer_isClosed_whenTheFileChangesAgain() throws IOException {
    try (KubeClients clients = clients()) {
      Granted first = granted(clients, "good");
      write(KUBECONFIG.replace("token: secret", "token: renewed"));
      config(clients, "good");
      write(KUBECONFIG.replace("token: secret", "token: renewed-again"));
      config(clients, "good");

      assertThat(first.client().getHttpClient().isClosed()).isTrue();
    }
  }

  @Test
  void close_closesEveryClient() throws IOException {
    KubeClients clients = clients();
    Granted granted = granted(clients, "good");
    clients.close();

    assertThat(granted.client().getHttpClient().isClosed()).isTrue();
  }

  @Test
  void clients_withoutTimeAllowed_areRefused() {
    assertThatThrownBy(() ->
            new KubeClients(
                new VertxHttpClientFactory(vertx), Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessage("connectTimeout: PT0S (expected: > 0)");
  }

  private KubeClients clients() {
    return new KubeClients(
        new VertxHttpClientFactory(vertx), Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  private String refusal(String context) throws IOException {
    write(KUBECONFIG);
    try (KubeClients clients = clients()) {
      return ((Unusable) clients.client(file().toString(), context)).sentence();
    }
  }

  private Config config(KubeClients clients, String context) throws IOException {
    return granted(clients, context).client().getConfiguration();
  }

  /// The settings of a context, from which no client has to be made.
  private Config parsed(String context) throws IOException {
    write(KUBECONFIG);
    Kubeconfig.Parsed parsed = Kubeconfig.parse(file());
    return ((Kubeconfig.Read) Kubeconfig.read(file(), context, parsed)).config();
  }

  private Granted granted(KubeClients clients, String context) throws IOException {
    if (Files.notExists(file())) {
      write(KUBECONFIG);
    }
    return (Granted) clients.client(file().toString(), context);
  }

  private Path file() {
    return folder.resolve("kubeconfig");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }
}
