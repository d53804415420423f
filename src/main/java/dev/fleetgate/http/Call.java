package dev.fleetgate.http;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.util.Map;

/// A request that was let in.
///
/// @param path what the named parts of the path hold, decoded
/// @param query parameters; only those that the route takes
/// @param contentType of the body, without parameters; empty if there is none
/// @param body as text; empty if there is none
/// @param accept the `Accept` header; empty if there is none
/// @param port that was called
record Call(
    Entry entry,
    Map<String, String> path,
    Map<String, String> query,
    String contentType,
    String body,
    String accept,
    int port) {
  Call {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /// Name of the body in messages.
  static final String BODY = "request";

  /// A part of the path.
  String part(String name) {
    return path.getOrDefault(name, "");
  }

  /// A parameter; empty if it was not given.
  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /// The body as JSON; an empty one is an empty object.
  ///
  /// @throws dev.fleetgate.model.BadInputException if it is none
  Node json() {
    return body.isBlank() ? Node.object() : NodeJson.read(body, BODY);
  }

  /// Who asks, as far as it is known: the token says that somebody may act, not who it is.
  static String named(String who) {
    return who.isBlank() ? "unverified" : who.strip() + " (unverified)";
  }

  boolean mayChange() {
    return entry instanceof Entry.Open(var mayChange) && mayChange;
  }
}
