package dev.fleetgate.kube.trigger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// A line to an API server whose way back can be muted: requests arrive, answers do not. The
/// handshake of TLS 1.3 still passes, so that a request on a new connection arrives too.
///
/// Thread safety: safe.
final class MutedLine implements AutoCloseable {
  private final URI server;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean muted;

  MutedLine(URI server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + door.getLocalPort());
  }

  /// From now on no answer comes back.
  void mute() {
    muted = true;
  }

  /// Cuts what is open; new connections are whole again.
  void heal() {
    sockets.forEach(MutedLine::close);
    sockets.clear();
    muted = false;
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(MutedLine::close);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        Socket far = new Socket(server.getHost(), server.getPort());
        sockets.add(near);
        sockets.add(far);
        Turns turns = new Turns();
        Thread.ofVirtual()
            .start(() ->
                pump(
                    near,
                    far,
                    () -> {
                      turns.asked();
                      return true;
                    }));
        Thread.ofVirtual().start(() -> pump(far, near, () -> turns.answered() || !muted));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void pump(Socket from, Socket to, BooleanSupplier passes) {
    byte[] buffer = new byte[8192];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (passes.getAsBoolean()) {
          out.write(buffer, 0, length);
        }
      }
    } catch (IOException e) {
      // The other side has gone; so does this one.
    }
  }

  /// Who spoke how often on one connection. The server's first turn is its part of the handshake.
  private static final class Turns {
    private int questions;
    private boolean answering = true;

    synchronized void asked() {
      if (answering) {
        questions++;
        answering = false;
      }
    }

    /// Whether this is the server's first turn.
    synchronized boolean answered() {
      answering = true;
      return questions <= 1;
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
