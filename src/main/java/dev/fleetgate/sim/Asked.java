package dev.fleetgate.sim;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request, read whole.
///
/// @param path without the query
/// @param parameters of the query and of a form body; of several with one name the last
/// @param contentType without parameters; empty if there is no body
/// @param token of the `Authorization` header, as bearer; empty if there is none
record Asked(
    String method,
    String path,
    Map<String, String> parameters,
    String contentType,
    String body,
    String token) {
  Asked {
    parameters = Map.copyOf(parameters);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /// Method, path and parameters, as a person writes them down.
  String shown() {
    return method + " " + path + (parameters.isEmpty() ? "" : " " + new TreeMap<>(parameters));
  }
}
