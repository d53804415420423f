package dev.fleetgate.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A request as an API server saw it, from its audit log: what was really sent, whatever came of
/// it.
///
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`
/// @param uri path and query
/// @param user who sent it, such as `admin` or `system:serviceaccount:NAMESPACE:NAME`
/// @param userAgent what the client calls itself
/// @param stage `ResponseComplete`, for watches `ResponseStarted` too, `Panic` if the server broke
/// @param code the HTTP status of the answer
/// @param requestObject the body of a write; a missing node for reads
/// @param at when the request arrived
public record AuditRecord(
    String verb,
    String uri,
    String user,
    String userAgent,
    String stage,
    int code,
    JsonNode requestObject,
    Instant at) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> READS = Set.of("get", "list", "watch");

  /// Whether the request asked for a change, refused ones and dry runs included.
  public boolean write() {
    return !READS.contains(verb);
  }

  /// All complete lines of an audit log, oldest first.
  static List<AuditRecord> read(Path log) {
    try {
      var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(AuditRecord::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AuditRecord parse(String line) {
    try {
      var event = JSON.readTree(line);
      return new AuditRecord(
          event.path("verb").asText(),
          event.path("requestURI").asText(),
          event.path("user").path("username").asText(),
          event.path("userAgent").asText(),
          event.path("stage").asText(),
          event.path("responseStatus").path("code").asInt(),
          event.path("requestObject"),
          Instant.parse(event.path("requestReceivedTimestamp").asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("audit log: not JSON: " + line, e);
    }
  }
}
