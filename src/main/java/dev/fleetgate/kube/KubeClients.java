package dev.fleetgate.kube;

import dev.fleetgate.model.Mismatch;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Clients of API servers, one per kubeconfig file and context, all on the transport handed in.
///
/// A client answers within the time allowed or fails, and sends nothing twice: fabric8's own
/// repeats are off. When the kubeconfig file changes, the next call gets a new client; the former
/// one stays open until the change after that, so that calls under way end. A file is parsed once
/// for all of its contexts until it changes, and all clients share one reader of Kubernetes
/// objects, which takes half a MiB and much time to become warm.
///
/// Thread safety: safe; one lock around the tables of clients and files, never held during a call.
public final class KubeClients implements AutoCloseable {
  private final HttpClient.Factory transport;
  private final Duration connectTimeout;
  private final Duration requestTimeout;
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final Map<Key, Generation> generations = new HashMap<>();
  private final Map<String, ParsedFile> files = new HashMap<>();

  /// @param transport fabric8's transport on the program's Vert.x; closing this leaves it open
  /// @param connectTimeout until a connection stands; > 0
  /// @param requestTimeout until an answer is complete; > 0
  public KubeClients(
      HttpClient.Factory transport, Duration connectTimeout, Duration requestTimeout) {
    this.transport = Objects.requireNonNull(transport);
    this.connectTimeout = positive("connectTimeout", connectTimeout);
    this.requestTimeout = positive("requestTimeout", requestTimeout);
  }

  /// A client, or why there is none.
  public sealed interface Access {}

  /// The contexts of a kubeconfig file, or why they cannot be read.
  public sealed interface Contexts {}

  /// Names of all contexts, in the order of the file.
  public record Named(List<String> names) implements Contexts {
    public Named {
      names = List.copyOf(names);
    }
  }

  /// A client that is ready; [KubeClients] owns and closes it.
  public record Granted(KubernetesClient client) implements Access {
    public Granted {
      Objects.requireNonNull(client);
    }
  }

  /// Nothing says how to reach the API server. Nothing was sent.
  ///
  /// @param subject `kubeconfig PATH` and what of it, or the cluster that no kubeconfig names
  public record Unusable(String subject, Mismatch why) implements Access, Contexts {
    public Unusable {
      Objects.requireNonNull(subject);
      Objects.requireNonNull(why);
    }

    /// `subject: found (expected: rule; remedy)`.
    public String sentence() {
      return subject + ": " + why.sentence();
    }
  }

  private record Key(String kubeconfig, String context) {}

  private record Stamp(FileTime changed, long bytes) {}

  private record ParsedFile(Stamp stamp, Kubeconfig.Parsed parsed) {}

  private record Generation(
      Stamp stamp, KubernetesClient client, @Nullable KubernetesClient former) {}

  /// The client for a context. Reads the file if it has changed; says nothing to the API server.
  ///
  /// @param kubeconfig path of the file
  public Access client(String kubeconfig, String context) {
    Path path = Path.of(kubeconfig);
    Stamp stamp;
    try {
      stamp = stamp(path);
    } catch (IOException e) {
      return Kubeconfig.unreadable(path, e).unusable();
    }
    Key key = new Key(kubeconfig, context);
    synchronized (generations) {
      Generation known = generations.get(key);
      return known != null && known.stamp().equals(stamp)
          ? new Granted(known.client())
          : open(key, stamp, known);
    }
  }

  /// The contexts of a file as it is now.
  ///
  /// @param kubeconfig path of the file
  public Contexts contexts(String kubeconfig) {
    Path path = Path.of(kubeconfig);
    Kubeconfig.Parsed parsed;
    try {
      parsed = parsed(path, stamp(path));
    } catch (IOException e) {
      return Kubeconfig.unreadable(path, e).unusable();
    }
    return switch (Kubeconfig.contexts(parsed)) {
      case Kubeconfig.Refused refused -> refused.unusable();
      case Kubeconfig.Contexts(var names) -> new Named(names);
    };
  }

  private static Stamp stamp(Path path) throws IOException {
    return new Stamp(Files.getLastModifiedTime(path), Files.size(path));
  }

  /// What stands in a file. What cannot be read is read again the next time.
  private Kubeconfig.Parsed parsed(Path path, Stamp stamp) {
    synchronized (generations) {
      ParsedFile known = files.get(path.toString());
      if (known != null && known.stamp().equals(stamp)) {
        return known.parsed();
      }
      Kubeconfig.Parsed parsed = Kubeconfig.parse(path);
      if (parsed instanceof Kubeconfig.Written) {
        files.put(path.toString(), new ParsedFile(stamp, parsed));
      }
      return parsed;
    }
  }

  /// Closes all clients; calls under way fail.
  @Override
  public void close() {
    synchronized (generations) {
      for (Generation generation : generations.values()) {
        closeFormer(generation);
        generation.client().close();
      }
      generations.clear();
    }
  }

  private Access open(Key key, Stamp stamp, @Nullable Generation known) {
    Path path = Path.of(key.kubeconfig());
    return switch (Kubeconfig.read(path, key.context(), parsed(path, stamp))) {
      case Kubeconfig.Refused refused -> refused.unusable();
      case Kubeconfig.Read(var config) -> {
        bound(config);
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(transport)
                .withKubernetesSerialization(serialization)
                .build();
        KubernetesClient former = null;
        if (known != null) {
          closeFormer(known);
          former = known.client();
        }
        generations.put(key, new Generation(stamp, client, former));
        yield new Granted(client);
      }
    };
  }

  private void bound(Config config) {
    config.setConnectionTimeout(Math.toIntExact(connectTimeout.toMillis()));
    config.setRequestTimeout(Math.toIntExact(requestTimeout.toMillis()));
    config.setRequestRetryBackoffLimit(0);
  }

  private static void closeFormer(Generation generation) {
    if (generation.former() != null) {
      generation.former().close();
    }
  }

  private static Duration positive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + ": " + duration + " (expected: > 0)");
    }
    return duration;
  }
}
