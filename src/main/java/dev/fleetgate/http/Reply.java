package dev.fleetgate.http;

import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.spec.NodeJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is answered.
///
/// @param headers beside those that every answer has
record Reply(int status, String contentType, String body, Map<String, String> headers) {
  static final String JSON = "application/json; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply json(int status, Node body) {
    return new Reply(status, JSON, NodeJson.writeIndented(body), Map.of());
  }

  static Reply of(String contentType, String body) {
    return new Reply(200, contentType, body, Map.of());
  }

  static Reply problems(int status, List<Problem> problems) {
    return json(status, ProblemJson.of(problems));
  }

  /// One problem of the request as a whole.
  static Reply problem(HttpRule rule, String subject, String found, String expected) {
    Position at = new Position(Call.BODY, 0, 0, "");
    return problems(rule.status(), List.of(new Problem(at, rule, subject, found, expected)));
  }

  static Reply refused(Entry.Refused refused) {
    Reply reply = problem(refused.rule(), refused.subject(), refused.found(), refused.expected());
    return refused.rule().status() == 401
        ? reply.with("WWW-Authenticate", "Bearer realm=\"fleetgate\"")
        : reply;
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, body, more);
  }
}
