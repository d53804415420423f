package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// One request to a Kubernetes API server, ready to be sent.
public sealed interface ApiCall {
  /// Query of every write: whose it is, and that unknown fields are refused instead of dropped.
  String WRITE = "?fieldManager=fleetgate&fieldValidation=Strict";

  /// Path from the server's root, with the query, such as `/apis/batch/v1/namespaces/ops/jobs`.
  String path();

  /// GET of one object.
  record Read(String path) implements ApiCall {
    public Read {
      Objects.requireNonNull(path);
    }
  }

  /// POST of a new object. Unknown fields are refused by the server.
  record Create(String path, Node.Obj body) implements ApiCall {
    public Create {
      Objects.requireNonNull(path);
      Objects.requireNonNull(body);
    }
  }

  /// PATCH by a JSON patch (RFC 6902): a list of operations that succeeds or fails as a whole.
  record Patch(String path, Node.Array operations) implements ApiCall {
    public Patch {
      Objects.requireNonNull(path);
      Objects.requireNonNull(operations);
    }
  }

  /// DELETE of one object.
  ///
  /// @param options a `DeleteOptions`
  record Delete(String path, Node.Obj options) implements ApiCall {
    public Delete {
      Objects.requireNonNull(path);
      Objects.requireNonNull(options);
    }
  }

  /// As it is kept in an intent.
  default Node.Obj asNode() {
    return switch (this) {
      case Read(var path) -> written("GET", path, Node.nothing());
      case Create(var path, var body) -> written("POST", path, body);
      case Patch(var path, var operations) -> written("PATCH", path, operations);
      case Delete(var path, var options) -> written("DELETE", path, options);
    };
  }

  /// The call that [#asNode()] wrote.
  ///
  /// @throws IllegalArgumentException if it is none
  static ApiCall of(Node node) {
    String path = node.textAt("path").orElse("");
    Node body = node.path("body").orElseGet(Node::nothing);
    String method = node.textAt("method").orElse("");
    return switch (body) {
      case Node.Null _ when method.equals("GET") -> new Read(path);
      case Node.Obj object when method.equals("POST") -> new Create(path, object);
      case Node.Array operations when method.equals("PATCH") -> new Patch(path, operations);
      case Node.Obj options when method.equals("DELETE") -> new Delete(path, options);
      case Node.Obj _, Node.Array _, Node.Null _, Node.Text _, Node.Num _, Node.Bool _ ->
          throw new IllegalArgumentException("call: " + node + " (expected: what asNode wrote)");
    };
  }

  /// Path of the collection or object, without the query.
  default String target() {
    int query = path().indexOf('?');
    return query < 0 ? path() : path().substring(0, query);
  }

  private static Node.Obj written(String method, String path, Node body) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("method", Node.text(method));
    fields.put("path", Node.text(path));
    if (!(body instanceof Node.Null)) {
      fields.put("body", body);
    }
    return Node.object(fields);
  }
}
