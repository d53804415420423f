package dev.fleetgate.http;

import dev.fleetgate.model.Fleet.AlertSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Who may call the server, and where its links lead.
///
/// @param token that every change, and every request from another address, must carry
/// @param hosts names under which the server may be called, beside `localhost` and literal
///   addresses
/// @param alertCallers Alertmanagers that may post alerts
/// @param grafanaUrl base URL of Grafana; empty if there is none
/// @param grafanaDatasource UID of the Prometheus data source in Grafana
/// @param heartbeat time between two comments that keep an event stream open; a stream that could
///   not be written to for three of them is closed
public record ApiSettings(
    String token,
    Set<String> hosts,
    List<AlertCaller> alertCallers,
    String grafanaUrl,
    String grafanaDatasource,
    Duration heartbeat) {
  public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(15);

  /// Shorter tokens can be guessed.
  private static final int LEAST_TOKEN = 16;

  public ApiSettings {
    if (token.length() < LEAST_TOKEN) {
      throw new IllegalArgumentException(
          "token: %d characters (expected: >= %d)".formatted(token.length(), LEAST_TOKEN));
    }
    hosts = Set.copyOf(hosts);
    alertCallers = List.copyOf(alertCallers);
    Objects.requireNonNull(grafanaUrl);
    Objects.requireNonNull(grafanaDatasource);
    if (!heartbeat.isPositive()) {
      throw new IllegalArgumentException("heartbeat: " + heartbeat + " (expected: > 0s)");
    }
  }

  /// An Alertmanager with the credential by which it is known.
  public record AlertCaller(AlertSource source, String token) {
    public AlertCaller {
      Objects.requireNonNull(source);
      if (token.isEmpty()) {
        throw new IllegalArgumentException(
            "token of " + source.tokenFile() + ": empty (expected: a secret)");
      }
    }

    @Override
    public String toString() {
      return "AlertCaller[" + source + "]";
    }
  }

  /// Without the token, so that a log never holds it.
  @Override
  public String toString() {
    return "ApiSettings[hosts=" + hosts + ", alertCallers=" + alertCallers + "]";
  }
}
