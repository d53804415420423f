package dev.fleetgate.model;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// A child cluster as the inventory lists it.
///
/// @param kubeconfig path of the kubeconfig file that holds the context
/// @param context name of the context in that file
/// @param prometheus base URL of the Prometheus that watches it, without `/api/v1`
public record ChildCluster(
    ClusterId id, Map<String, String> labels, String kubeconfig, String context, URI prometheus) {
  public ChildCluster {
    Objects.requireNonNull(id);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    Objects.requireNonNull(kubeconfig);
    Objects.requireNonNull(context);
    Objects.requireNonNull(prometheus);
  }
}
