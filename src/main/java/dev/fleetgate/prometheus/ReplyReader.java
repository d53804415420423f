package dev.fleetgate.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.InconclusiveReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the envelope of an answer: `{"status", "data", "errorType", "error", "warnings",
/// "infos"}`.
///
/// Source: Prometheus `docs/querying/api.md`, `web/api/v1/api.go` (`getDefaultErrorCode`), 3.x.
final class ReplyReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHOWN = 300;

  private ReplyReader() {}

  /// The `data` of the answer.
  ///
  /// @param asked what was asked, for the message
  static Reply<JsonNode> read(Exchange exchange, String asked) {
    return switch (exchange) {
      case Exchange.TooLate(var deadline) ->
          new Reply.Lost<>(
              InconclusiveReason.TIMED_OUT,
              asked + ": no answer within " + Durations.print(deadline));
      case Exchange.Broken(var message, var tooLong) ->
          new Reply.Lost<>(
              tooLong ? InconclusiveReason.QUERY_FAILED : InconclusiveReason.PROMETHEUS_UNREACHABLE,
              asked + ": " + message);
      case Exchange.Answered answered -> read(answered, asked);
    };
  }

  private static Reply<JsonNode> read(Exchange.Answered answered, String asked) {
    JsonNode envelope = envelope(answered);
    return switch (envelope.path("status").asText()) {
      case "success" -> new Reply.Got<>(envelope.path("data"), warnings(envelope), answered.skew());
      case "error" -> failed(envelope, asked);
      default ->
          new Reply.Lost<>(
              InconclusiveReason.PROMETHEUS_UNREACHABLE, asked + ": " + foreign(answered));
    };
  }

  private static JsonNode envelope(Exchange.Answered answered) {
    if (!answered.contentType().toLowerCase(Locale.ROOT).contains("json")) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(answered.body().getBytes());
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /// | errorType | means |
  /// |---|---|
  /// | bad_data | the question is wrong |
  /// | timeout | Prometheus's own deadline |
  /// | execution, canceled, internal, unavailable, not_found, others | the query failed |
  private static Reply<JsonNode> failed(JsonNode envelope, String asked) {
    String type = envelope.path("errorType").asText();
    String message = asked + ": " + type + ": " + envelope.path("error").asText();
    return switch (type) {
      case "bad_data" -> new Reply.Refused<>(message);
      case "timeout" -> new Reply.Lost<>(InconclusiveReason.TIMED_OUT, message);
      default -> new Reply.Lost<>(InconclusiveReason.QUERY_FAILED, message);
    };
  }

  /// Not the API: start-up, shutting down, a wrong path, a login page, a proxy without a backend.
  private static String foreign(Exchange.Answered answered) {
    String body = answered.body().toString().strip();
    String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body;
    String remedy =
        switch (answered.status()) {
          case 503 -> "a Prometheus that is ready; it is starting or shutting down";
          case 404, 405 -> "the API of Prometheus; correct the route prefix of the URL";
          case 401, 403 -> "access; give the URL of a Prometheus that may be read";
          default -> "an answer of the Prometheus API; correct the URL";
        };
    return answered.status() + " " + shown + " (expected: " + remedy + ")";
  }

  /// Before 2.54 the hints about a query stood among the warnings, with their prefix.
  private static List<String> warnings(JsonNode envelope) {
    List<String> warnings = new ArrayList<>();
    for (JsonNode warning : envelope.path("warnings")) {
      if (!warning.asText().startsWith("PromQL info:")) {
        warnings.add(warning.asText());
      }
    }
    return warnings;
  }
}
