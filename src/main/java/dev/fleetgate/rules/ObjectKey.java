package dev.fleetgate.rules;

import java.util.Comparator;
import java.util.Objects;

/// Names one object on a child cluster.
public record ObjectKey(MonitoringKind kind, String namespace, String name)
    implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  public ObjectKey {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /// `ServiceMonitor monitoring/kubelet`, as errors name it.
  @Override
  public String toString() {
    return kind.kind() + " " + namespace + "/" + name;
  }
}
