package dev.fleetgate.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of 127.0.0.1 that nobody listens on.
///
/// They are taken below the range that the system gives to outgoing connections, so that none of
/// these takes the port of a stopped part before it is started again. Each of the JVMs that run
/// tests at the same time takes them from a part of that range.
public final class Ports {
  private static final int FORKS = 4;
  private static final int EACH = 4_000;
  private static final int FIRST = 15_000 + EACH * (Integer.getInteger("peers.fork", 1) % FORKS);
  private static final int LAST = FIRST + EACH;
  private static final int TRIES = 1_000;

  private Ports() {}

  /// A port that nothing listened on a moment ago.
  public static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("peers: no free port between " + FIRST + " and " + LAST);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
