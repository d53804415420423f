package dev.fleetgate.sim;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names an object, or with an empty name a collection, as a path of the Kubernetes API does.
///
/// @param apiVersion such as `v1` or `apps/v1`
/// @param resource plural of the kind
/// @param namespace empty for all namespaces and for what has none
/// @param name empty for a collection
record ObjectKey(String apiVersion, String resource, String namespace, String name) {
  private static final Pattern NAMESPACES = Pattern.compile("/api/v1/namespaces(?:/([^/]+))?");
  private static final Pattern OBJECTS =
      Pattern.compile(
          "/(?:api/(v1)|apis/([^/]+/[^/]+))(?:/namespaces/([^/]+))?/([^/]+)(?:/([^/]+))?");

  /// What the simulated API server serves.
  private static final Set<String> SERVED =
      Set.of(
          "v1/namespaces",
          "v1/services",
          "v1/events",
          "apps/v1/deployments",
          "batch/v1/jobs",
          "monitoring.coreos.com/v1/prometheuses",
          "monitoring.coreos.com/v1/servicemonitors",
          "monitoring.coreos.com/v1/podmonitors",
          "monitoring.coreos.com/v1/probes",
          "monitoring.coreos.com/v1/prometheusrules");

  static ObjectKey namespace(String name) {
    return new ObjectKey("v1", "namespaces", "", name);
  }

  /// Empty if the path names nothing that is served.
  static Optional<ObjectKey> ofPath(String path) {
    Matcher namespaces = NAMESPACES.matcher(path);
    if (namespaces.matches()) {
      return Optional.of(namespace(orEmpty(namespaces.group(1))));
    }
    Matcher matcher = OBJECTS.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = orEmpty(matcher.group(1)) + orEmpty(matcher.group(2));
    ObjectKey key =
        new ObjectKey(
            version, matcher.group(4), orEmpty(matcher.group(3)), orEmpty(matcher.group(5)));
    return SERVED.contains(version + "/" + key.resource()) ? Optional.of(key) : Optional.empty();
  }

  private static String orEmpty(@Nullable String group) {
    return group == null ? "" : group;
  }

  boolean collection() {
    return name.isEmpty();
  }

  ObjectKey named(String object) {
    return new ObjectKey(apiVersion, resource, namespace, object);
  }

  /// Whether an object belongs to this collection.
  boolean holds(ObjectKey object) {
    return object.apiVersion.equals(apiVersion)
        && object.resource.equals(resource)
        && (namespace.isEmpty() || namespace.equals(object.namespace));
  }

  /// `deployments.apps "checkout"`, as a Kubernetes message begins.
  String shown() {
    int slash = apiVersion.indexOf('/');
    return resource + (slash < 0 ? "" : "." + apiVersion.substring(0, slash)) + " \"" + name + "\"";
  }
}
