package dev.fleetgate.spec;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problems;
import java.util.Objects;

/// One document whose kind is known and whose fields are not read yet.
///
/// @param tree with `apiVersion`, `kind`, `metadata` and whatever else was written
public record Document(DocumentKind kind, Node.Obj tree) {
  public Document {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(tree);
  }

  /// Reads the head, which is the same for all kinds, and opens the rest.
  Head open(Problems problems) {
    Fields fields = Fields.of(tree, kind.written(), problems);
    fields.text("apiVersion");
    fields.text("kind");
    Fields metadata = fields.below("metadata");
    String name = Names.read(metadata, "name");
    metadata.textMap("labels");
    metadata.textMap("annotations");
    metadata.text("namespace", "");
    metadata.end();
    fields.required("spec");
    Fields spec = fields.below("spec");
    fields.end();
    return new Head(name, spec);
  }

  /// The name of a document and the fields of its `spec`.
  record Head(String name, Fields spec) {}
}
