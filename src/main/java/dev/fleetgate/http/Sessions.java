package dev.fleetgate.http;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;

/// Browsers that came by a link which the program printed. Links work once; links and sessions live
/// as long as the process, the latest few of each.
///
/// Thread safety: all methods may be called from any thread.
final class Sessions {
  private static final int KEPT = 32;
  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final Deque<Secret> links = new ArrayDeque<>();
  private final Deque<Secret> sessions = new ArrayDeque<>();

  /// Name of the cookie. Browsers keep one jar for all ports of a host, so the port is part of it.
  static String cookie(int port) {
    return "fleetgate-" + port;
  }

  /// A new code for a link.
  synchronized String link() {
    return issue(links);
  }

  /// A session in exchange for the code of a link; empty if it was used, or never given out.
  synchronized Optional<String> open(String code) {
    return links.removeIf(link -> link.is(code)) ? Optional.of(issue(sessions)) : Optional.empty();
  }

  synchronized boolean known(String session) {
    boolean found = false;
    for (Secret each : sessions) {
      found |= each.is(session);
    }
    return found;
  }

  private String issue(Deque<Secret> to) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    to.addLast(new Secret(code));
    if (to.size() > KEPT) {
      to.removeFirst();
    }
    return code;
  }
}
