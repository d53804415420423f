package dev.fleetgate.peers;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.UUID;

/// Who an API server knows: an administrator and a user without any right, each by a token.
///
/// @param tokens the file of tokens in the form of `--token-auth-file`
/// @param signingKey the key pair that signs tokens of ServiceAccounts
/// @param admin token of a member of `system:masters`
/// @param observer token of a user who may do nothing until a test grants something
record Credentials(Path tokens, Path signingKey, String admin, String observer) {
  static Credentials create(Path folder) {
    var admin = UUID.randomUUID().toString();
    var observer = UUID.randomUUID().toString();
    var users =
        """
        %s,%s,1,"system:masters"
        %s,%s,2
        """
            .formatted(admin, ApiServer.ADMIN, observer, ApiServer.OBSERVER);
    return new Credentials(
        Folders.write(folder.resolve("tokens.csv"), users),
        Folders.write(folder.resolve("service-accounts.key"), keyPair()),
        admin,
        observer);
  }

  private static String keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      return pem("PRIVATE KEY", pair.getPrivate()) + pem("PUBLIC KEY", pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, Key key) {
    return """
    -----BEGIN %1$s-----
    %2$s
    -----END %1$s-----
    """
        .formatted(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
  }
}
