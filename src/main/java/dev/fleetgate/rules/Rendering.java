package dev.fleetgate.rules;

import dev.fleetgate.model.Node;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// A pack made ready for one cluster, or why it cannot be.
public sealed interface Rendering {
  /// Documents to apply, in this order.
  ///
  /// @param namespaces labels that each Namespace must have for its objects to be selected; one
  ///   that is missing is to be created
  record Rendered(
      ResolvedPack pack, Map<String, Map<String, String>> namespaces, List<Document> documents)
      implements Rendering {
    public Rendered {
      Objects.requireNonNull(pack);
      namespaces = Collections.unmodifiableMap(new TreeMap<>(namespaces));
      documents = List.copyOf(documents);
    }
  }

  /// The child's Prometheus can never select the pack.
  ///
  /// @param problems `subject: found (expected: rule; remedy)`, at least one
  record Refused(List<String> problems) implements Rendering {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// One object, whole, as it is to be sent.
  record Document(ObjectKey key, Node.Obj object) {
    public Document {
      Objects.requireNonNull(key);
      Objects.requireNonNull(object);
    }
  }
}
