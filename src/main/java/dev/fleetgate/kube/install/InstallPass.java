package dev.fleetgate.kube.install;

import dev.fleetgate.kube.ApiFailure;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rules.PackInstaller.Change;
import dev.fleetgate.rules.PackInstaller.ObjectChange;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One installation on one cluster: makes each call, and keeps what came of it.
///
/// Thread safety: confined to the thread that installs.
final class InstallPass {
  private final ClusterId cluster;
  private final List<ObjectChange> changes = new ArrayList<>();
  private String lastRefusal = "";
  private boolean silent;

  InstallPass(ClusterId cluster) {
    this.cluster = cluster;
  }

  List<ObjectChange> changes() {
    return changes;
  }

  /// The sentence of the call that was refused last.
  String lastRefusal() {
    return lastRefusal;
  }

  /// Whether a call got no answer; after that none is made.
  boolean silent() {
    return silent;
  }

  /// Empty if the call was refused.
  <T> Optional<T> read(Refusals.Call call, Supplier<T> read) {
    if (silent) {
      return Optional.empty();
    }
    try {
      return Optional.of(read.get());
    } catch (KubernetesClientException e) {
      note(call, ApiFailure.of(e));
      return Optional.empty();
    }
  }

  /// @param detail of the change that the call makes
  void write(Refusals.Call call, Change change, String detail, Runnable write) {
    if (silent) {
      return;
    }
    try {
      write.run();
      changes.add(new ObjectChange(call.object(), change, detail));
    } catch (KubernetesClientException e) {
      refuse(call, ApiFailure.of(e));
    }
  }

  void unchanged(String object) {
    changes.add(new ObjectChange(object, Change.UNCHANGED, ""));
  }

  void refuse(Refusals.Call call, ApiFailure failure) {
    note(call, failure);
    refused(call.object());
  }

  /// The object was refused by the call before.
  void refused(String object) {
    changes.add(new ObjectChange(object, Change.REFUSED, lastRefusal));
  }

  private void note(Refusals.Call call, ApiFailure failure) {
    lastRefusal = Refusals.sentence(cluster, call, failure);
    silent |= failure.kind() == ApiFailure.Kind.NO_ANSWER;
  }
}
