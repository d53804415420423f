package dev.fleetgate.kube.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ChildCluster;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Fleet;
import dev.fleetgate.model.Fleet.KubeconfigSource;
import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Position;
import dev.fleetgate.rollout.Listing;
import dev.fleetgate.rollout.port.ClusterPort.Identity;
import dev.fleetgate.rollout.port.ProbePort;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeInventoryTest {
  private static final String URL =
      "http://{{cluster.name}}.{{cluster.labels.zone}}.example.org:9090";
  private static final Position AT = new Position("fleet.yaml", 3, 1, "");
  private static final ClusterId EU_1 = new ClusterId("eu-1");

  private final Vertx vertx = Vertx.vertx();
  private final KubeClients clients =
      new KubeClients(
          new VertxHttpClientFactory(vertx), Duration.ofSeconds(1), Duration.ofSeconds(1));

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    kubeconfig("a.yaml", "eu-1", "us-1", "eu-2");
    kubeconfig("b.yaml", "eu-3", "eu-2", "arn:x/y");
  }

  @AfterEach
  void close() {
    clients.close();
    vertx.close();
  }

  @Test
  void list_takesContextsThatMatch_inTheOrderOfTheFile() {
    assertThat(listed(source("a.yaml", URL, "eu-*")))
        .containsExactly(
            new ChildCluster(
                EU_1,
                Map.of("zone", "z1"),
                folder.resolve("a.yaml").toString(),
                "eu-1",
                URI.create("http://eu-1.z1.example.org:9090")),
            new ChildCluster(
                new ClusterId("eu-2"),
                Map.of("zone", "z1"),
                folder.resolve("a.yaml").toString(),
                "eu-2",
                URI.create("http://eu-2.z1.example.org:9090")));
  }

  @Test
  void list_readsPathsBelowHome() throws IOException {
    Files.createDirectory(folder.resolve("home"));
    kubeconfig("home/c.yaml", "eu-9");

    assertThat(listed(source("~/c.yaml", URL, "*")))
        .extracting(ChildCluster::kubeconfig)
        .containsExactly(folder.resolve("home/c.yaml").toString());
  }

  @Test
  void list_treatsAPatternLiterally_butForTheStar() throws IOException {
    kubeconfig("c.yaml", "eu.1", "euX1", "eu.1-b");

    assertThat(listed(source("c.yaml", URL, "eu.1")))
        .extracting(cluster -> cluster.id().value())
        .containsExactly("eu.1");
  }

  @Test
  void list_fails_whenAFileCannotBeRead() {
    assertThat(failed(source("a.yaml", URL, "eu-1"), source("none.yaml", URL, "*")))
        .startsWith("fleet.yaml:3: kubeconfig: " + folder.resolve("none.yaml") + " is not there");
  }

  @Test
  void list_tellsPathsBelowHome_asTheFleetHasThem() throws IOException {
    assertThat(failed(source("~/none.yaml", URL, "*")))
        .isEqualTo(
            "fleet.yaml:3: kubeconfig: ~/none.yaml is not there"
                + " (expected: your kubeconfig; change path)");
    Files.createDirectory(folder.resolve("home"));
    Files.writeString(folder.resolve("home/empty.yaml"), "");
    assertThat(failed(source("~/empty.yaml", URL, "*")))
        .isEqualTo(
            "fleet.yaml:3: kubeconfig ~/empty.yaml: file: nothing in it"
                + " (expected: a kubeconfig in YAML)");
  }

  @Test
  void list_keepsThePartsOfAFailureApart_whateverThePathSays() throws IOException {
    Path file = folder.resolve("a: b (expected: c)");
    Files.writeString(file, "");

    assertThat(failure(source(file.toString(), URL, "*")))
        .isEqualTo(
            new Listing.ListingFailed(
                AT,
                "kubeconfig " + file + ": file",
                new Mismatch("nothing in it", "a kubeconfig in YAML")));
  }

  @Test
  void list_fails_whenAFileIsEmpty() throws IOException {
    Files.writeString(folder.resolve("empty.yaml"), "");

    assertThat(failed(source("empty.yaml", URL, "*"))).contains("empty.yaml: file: ");
  }

  @Test
  void list_fails_whenAPatternMatchesNothing() {
    assertThat(failed(source("a.yaml", URL, "eu-1", "ap-*")))
        .isEqualTo(
            "fleet.yaml:3: contexts: \"ap-*\" (expected: at least one context of "
                + folder.resolve("a.yaml")
                + "; kubectl config get-contexts)");
  }

  @Test
  void list_fails_whenAClusterIsThereTwice() {
    assertThat(failed(source("a.yaml", URL, "eu-*"), source("b.yaml", URL, "eu-2")))
        .isEqualTo(
            "fleet.yaml:3: cluster eu-2: in %s and in %s (expected: once; narrow the contexts)"
                .formatted(folder.resolve("a.yaml"), folder.resolve("b.yaml")));
    assertThat(failed(source("a.yaml", URL, "eu-1", "eu-*"))).contains("cluster eu-1: in ");
  }

  @Test
  void list_fails_whenAContextCannotNameACluster() {
    assertThat(failed(source("b.yaml", URL, "arn*"))).contains("context \"arn:x/y\" of ");
  }

  @Test
  void list_fails_whenTheUrlCannotBeFilled() {
    assertThat(failed(source("a.yaml", "http://{{cluster.labels.ring}}", "eu-1")))
        .contains("prometheus url of cluster eu-1: \"{{cluster.labels.ring}}\" (expected: ");
    assertThat(failed(source("a.yaml", "ftp://{{cluster.name}}", "eu-1")))
        .contains("\"ftp://eu-1\" (expected: an http or https URL with a host)");
  }

  @Test
  void list_fails_whenThereIsNoSource() {
    assertThat(failed()).contains("clusters: none");
  }

  @Test
  void access_staysAsListedLast_whenALaterListingFails() throws IOException {
    KubeInventory inventory = inventory(source("a.yaml", URL, "eu-1"));
    assertThat(inventory.access(EU_1)).isInstanceOf(KubeClients.Unusable.class);
    assertThat(inventory.list()).isInstanceOf(Listing.Listed.class);
    kubeconfig("a.yaml", "eu-1", "eu-1");

    assertThat(inventory.list()).isInstanceOf(Listing.ListingFailed.class);
    assertThat(inventory.access(EU_1)).isInstanceOf(KubeClients.Granted.class);
  }

  @Test
  void silence_isNoAnswer() {
    KubeInventory inventory = inventory(source("a.yaml", URL, "eu-1"));
    inventory.list();

    assertThat(inventory.probe(EU_1)).isInstanceOf(ProbePort.Answer.Silent.class);
    assertThat(inventory.identity(EU_1)).isInstanceOf(Identity.NoAnswer.class);
    assertThat(inventory.probe(new ClusterId("other"))).isInstanceOf(ProbePort.Answer.Silent.class);
  }

  private List<ChildCluster> listed(KubeconfigSource... sources) {
    return ((Listing.Listed) inventory(sources).list()).clusters();
  }

  private String failed(KubeconfigSource... sources) {
    return failure(sources).sentence();
  }

  private Listing.ListingFailed failure(KubeconfigSource... sources) {
    return (Listing.ListingFailed) inventory(sources).list();
  }

  private KubeInventory inventory(KubeconfigSource... sources) {
    Fleet fleet =
        new Fleet(
            "retail",
            List.of(sources),
            List.of(),
            Fleet.ProbePolicy.DEFAULT,
            List.of(),
            "",
            "",
            Position.start("fleet.yaml"));
    return new KubeInventory(fleet, clients, folder, folder.resolve("home"));
  }

  private static KubeconfigSource source(String path, String url, String... contexts) {
    return new KubeconfigSource(path, List.of(contexts), Map.of("zone", "z1"), url, AT);
  }

  /// Contexts of an API server that nobody is.
  private void kubeconfig(String file, String... contexts) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: here, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: someone, user: {token: secret}}]
            contexts:
            """);
    for (String context : contexts) {
      text.append("- {name: \"")
          .append(context)
          .append("\", context: {cluster: here, user: someone}}\n");
    }
    Files.writeString(folder.resolve(file), text);
  }
}
