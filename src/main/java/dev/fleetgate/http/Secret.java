package dev.fleetgate.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A credential, kept as its SHA-256 hash: comparing takes the same time whatever is compared, and
/// neither a log nor a heap dump shows it.
///
/// Thread safety: immutable.
final class Secret {
  private final byte[] hash;

  Secret(String value) {
    this.hash = hash(value);
  }

  /// Whether a text is the secret.
  boolean is(String value) {
    return MessageDigest.isEqual(hash, hash(value));
  }

  private static byte[] hash(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
