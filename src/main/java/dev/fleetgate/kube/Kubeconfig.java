package dev.fleetgate.kube;

import dev.fleetgate.model.Mismatch;
import dev.fleetgate.model.Problem;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads one context of a kubeconfig file.
///
/// fabric8 falls back to the file's current context when the named one is missing, to
/// `https://kubernetes.default.svc` when its cluster is missing, and to no credential when its user
/// is: each would speak to the wrong cluster or as nobody, so each is refused here.
final class Kubeconfig {
  private Kubeconfig() {}

  /// The settings of a context, or why there are none.
  sealed interface Outcome {}

  record Read(Config config) implements Outcome {}

  /// @param subject the file and what of it
  record Refused(String subject, Mismatch why) implements Outcome, Listing, Parsed {
    KubeClients.Unusable unusable() {
      return new KubeClients.Unusable(subject, why);
    }
  }

  /// The file's contexts, or why they cannot be read.
  sealed interface Listing permits Contexts, Refused {}

  record Contexts(List<String> names) implements Listing {}

  static Listing contexts(Parsed file) {
    return switch (file) {
      case Refused refused -> refused;
      case Written(var written) ->
          new Contexts(
              Objects.requireNonNullElse(written.getContexts(), List.<NamedContext>of()).stream()
                  .map(NamedContext::getName)
                  .toList());
    };
  }

  /// @param parsed what stands in the file
  static Outcome read(Path file, String contextName, Parsed parsed) {
    return switch (parsed) {
      case Refused refused -> refused;
      case Written(var written) -> read(file, contextName, written);
    };
  }

  /// What stands in a file, for all of its contexts.
  sealed interface Parsed permits Written, Refused {}

  record Written(io.fabric8.kubernetes.api.model.Config written) implements Parsed {}

  static Parsed parse(Path file) {
    try {
      var written =
          Serialization.unmarshal(
              Files.readString(file), io.fabric8.kubernetes.api.model.Config.class);
      return written == null
          ? refused(file, "file", "nothing in it", "a kubeconfig in YAML")
          : new Written(written);
    } catch (IOException e) {
      return unreadable(file, e);
    } catch (RuntimeException e) {
      // The parsers below fabric8 throw what they like, with lines of the file, so secrets, in it.
      return refused(file, "file", "cannot be understood", "a kubeconfig in YAML");
    }
  }

  private static Outcome read(
      Path file, String contextName, io.fabric8.kubernetes.api.model.Config written) {
    Optional<Refused> refusal = refusal(file, contextName, written);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Config config =
        standsAlone(written, contextName)
            ? Config.fromKubeconfig(Serialization.asYaml(only(written, contextName)))
            : Config.fromKubeconfig(contextName, file.toFile());
    if (tokenIn(written, contextName)) {
      // A token that stands in the file is used as it is. fabric8 would look for a fresher one each
      // minute, in the environment too; a changed file makes a new client anyway.
      config.setOauthToken(config.getAutoOAuthToken());
    }
    return new Read(config);
  }

  static Refused unreadable(Path file, IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ ->
          new Refused(
              "kubeconfig", new Mismatch(file + " is not there", "your kubeconfig; change path"));
      case AccessDeniedException _ ->
          refused(file, "file", "no permission", "a file that can be read");
      default ->
          refused(file, "file", String.valueOf(cause.getMessage()), "a file that can be read");
    };
  }

  private static Optional<Refused> refusal(
      Path file, String name, io.fabric8.kubernetes.api.model.Config written) {
    Optional<Context> context = context(written, name);
    if (context.isEmpty()) {
      return Optional.of(
          refused(
              file,
              "context",
              Problem.quoted(name),
              "a context of this file; kubectl config get-contexts lists them"));
    }
    String cluster = Objects.requireNonNullElse(context.get().getCluster(), "");
    if (!hasServer(written, cluster)) {
      return Optional.of(
          refused(
              file,
              "cluster of context " + name,
              Problem.quoted(cluster),
              "an entry of clusters with a server; kubectl config set-cluster makes one"));
    }
    if (user(written, name).filter(Kubeconfig::hasCredential).isEmpty()) {
      return Optional.of(
          refused(
              file,
              "user of context " + name,
              Problem.quoted(Objects.requireNonNullElse(context.get().getUser(), "")),
              "an entry of users with token, client certificate, password or exec;"
                  + " observer/README.md says how to make a credential"));
    }
    return Optional.empty();
  }

  private static Refused refused(Path file, String subject, String found, String expected) {
    return new Refused("kubeconfig " + file + ": " + subject, new Mismatch(found, expected));
  }

  private static Optional<Context> context(
      io.fabric8.kubernetes.api.model.Config written, String name) {
    return first(written.getContexts(), entry -> name.equals(entry.getName()))
        .map(NamedContext::getContext);
  }

  private static boolean hasServer(io.fabric8.kubernetes.api.model.Config written, String name) {
    return first(written.getClusters(), entry -> name.equals(entry.getName()))
        .map(NamedCluster::getCluster)
        .filter(cluster -> filled(cluster.getServer()))
        .isPresent();
  }

  private static Optional<AuthInfo> user(
      io.fabric8.kubernetes.api.model.Config written, String context) {
    return namedUser(written, context).map(NamedAuthInfo::getUser);
  }

  private static Optional<NamedAuthInfo> namedUser(
      io.fabric8.kubernetes.api.model.Config written, String context) {
    return context(written, context)
        .map(Context::getUser)
        .flatMap(name -> first(written.getUsers(), entry -> name.equals(entry.getName())));
  }

  private static boolean tokenIn(io.fabric8.kubernetes.api.model.Config written, String context) {
    return user(written, context).filter(user -> filled(user.getToken())).isPresent();
  }

  /// Whether a context refers to no other file and to no program. Then fabric8 need not read the
  /// file again, nor keep all of its contexts with each client: with 1,000 contexts that took a
  /// minute and most of the memory.
  private static boolean standsAlone(
      io.fabric8.kubernetes.api.model.Config written, String context) {
    boolean noProgram =
        user(written, context)
            .filter(user -> user.getExec() == null && user.getAuthProvider() == null)
            .filter(user -> !filled(user.getClientCertificate()) && !filled(user.getClientKey()))
            .isPresent();
    return noProgram
        && cluster(written, context)
            .map(NamedCluster::getCluster)
            .filter(cluster -> !filled(cluster.getCertificateAuthority()))
            .isPresent();
  }

  /// A kubeconfig with nothing in it but one context, its cluster and its user.
  private static io.fabric8.kubernetes.api.model.Config only(
      io.fabric8.kubernetes.api.model.Config written, String context) {
    var only = new io.fabric8.kubernetes.api.model.Config();
    only.setCurrentContext(context);
    only.setContexts(
        first(written.getContexts(), entry -> context.equals(entry.getName())).stream().toList());
    only.setClusters(cluster(written, context).stream().toList());
    only.setUsers(namedUser(written, context).stream().toList());
    return only;
  }

  private static Optional<NamedCluster> cluster(
      io.fabric8.kubernetes.api.model.Config written, String context) {
    return context(written, context)
        .map(Context::getCluster)
        .flatMap(name -> first(written.getClusters(), entry -> name.equals(entry.getName())));
  }

  private static boolean hasCredential(AuthInfo user) {
    boolean certificate =
        filled(user.getClientCertificate()) || filled(user.getClientCertificateData());
    boolean plugin = user.getExec() != null || user.getAuthProvider() != null;
    return certificate || plugin || filled(user.getToken()) || filled(user.getPassword());
  }

  private static boolean filled(String text) {
    return text != null && !text.isEmpty();
  }

  private static <T> Optional<T> first(List<T> entries, Predicate<T> wanted) {
    return entries == null ? Optional.empty() : entries.stream().filter(wanted).findFirst();
  }
}
