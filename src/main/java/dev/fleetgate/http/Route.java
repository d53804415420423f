package dev.fleetgate.http;

import dev.fleetgate.http.Knock.Need;
import java.util.Set;

/// One thing that can be asked for.
///
/// @param path regular expression of the whole path, its named groups are the parts
/// @param types content types that the body may have; empty for a route without a body
/// @param parameters of the query that are taken
record Route(
    Method method,
    String path,
    Need need,
    Set<String> types,
    Set<String> parameters,
    Answering answering) {
  static final Set<String> JSON = Set.of("application/json");
  static final Set<String> DOCUMENTS =
      Set.of("application/json", "application/yaml", "application/x-yaml", "text/yaml");

  Route {
    types = Set.copyOf(types);
    parameters = Set.copyOf(parameters);
  }

  /// How it is asked.
  enum Method {
    GET,
    POST
  }

  /// Answers a call; may block.
  @FunctionalInterface
  interface Answering {
    Reply answer(Call call);
  }

  static Route read(String path, Answering answering) {
    return new Route(Method.GET, path, Need.READ, Set.of(), Set.of(), answering);
  }

  static Route page(String path, Answering answering) {
    return new Route(Method.GET, path, Need.PAGE, Set.of(), Set.of(), answering);
  }

  static Route change(String path, Set<String> types, Answering answering) {
    return new Route(Method.POST, path, Need.CHANGE, types, Set.of(), answering);
  }

  Route needing(Need other) {
    return new Route(method, path, other, types, parameters, answering);
  }

  Route taking(String... names) {
    return new Route(method, path, need, types, Set.of(names), answering);
  }
}
