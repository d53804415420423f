package dev.fleetgate.peers;

import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What all labs of one JVM share, made when it is first asked for.
final class Shared implements AutoCloseable {
  private final Peers peers = Peers.ofThisMachine();
  private final Path folder = Folders.temporary("shared");
  private @Nullable Etcd etcd;
  private @Nullable Vertx vertx;

  Peers peers() {
    return peers;
  }

  synchronized Etcd etcd() {
    var running = etcd;
    if (running == null) {
      running = Etcd.start(folder, peers.program(Part.ETCD));
      etcd = running;
    }
    return running;
  }

  synchronized VertxHttpClientFactory transport() {
    var running = vertx;
    if (running == null) {
      running = Vertx.vertx();
      vertx = running;
    }
    return new VertxHttpClientFactory(running);
  }

  @Override
  public synchronized void close() {
    if (vertx != null) {
      vertx.close();
    }
    if (etcd != null) {
      etcd.close();
    }
    Folders.remove(folder);
  }
}
