package dev.fleetgate.rules;

import dev.fleetgate.model.ChildCluster;
import java.util.List;
import java.util.Objects;

/// Port: brings a child cluster to what was rendered.
///
/// Idempotent: what is there already is not written. Objects that others have changed are repaired;
/// objects of a former revision that this one no longer has are removed.
public interface PackInstaller {
  /// Expected trouble is part of the outcome, never an exception.
  ///
  /// @param there what was seen of the cluster just before; what is missing in it is not there
  Outcome install(ChildCluster cluster, Rendering.Rendered rendered, KubernetesObserver.Seen there);

  /// What was found and done.
  sealed interface Outcome {}

  /// The API server answered.
  ///
  /// @param objects one entry for each document, and for each namespace and each leftover that was
  ///   touched
  record Installed(List<ObjectChange> objects) implements Outcome {
    public Installed {
      objects = List.copyOf(objects);
    }

    /// Whether everything is as it was rendered.
    public boolean complete() {
      return objects.stream().noneMatch(object -> object.change() == Change.REFUSED);
    }

    /// Number of writes that took effect.
    public long writes() {
      return objects.stream().filter(object -> object.change().written()).count();
    }
  }

  /// The cluster could not be spoken to; nothing is known of what is there.
  ///
  /// @param why a whole sentence, the cluster named
  record NotReached(String why) implements Outcome {
    public NotReached {
      Objects.requireNonNull(why);
    }
  }

  /// What happened to one object.
  ///
  /// @param object kind, namespace and name, as errors name it
  /// @param detail for CHANGED the path that differed, for REFUSED a whole sentence; else empty
  record ObjectChange(String object, Change change, String detail) {
    public ObjectChange {
      Objects.requireNonNull(object);
      Objects.requireNonNull(change);
      Objects.requireNonNull(detail);
    }
  }

  /// The ways in which an object was left.
  enum Change {
    CREATED,
    CHANGED,
    UNCHANGED,
    REMOVED,
    REFUSED;

    boolean written() {
      return switch (this) {
        case CREATED, CHANGED, REMOVED -> true;
        case UNCHANGED, REFUSED -> false;
      };
    }
  }
}
