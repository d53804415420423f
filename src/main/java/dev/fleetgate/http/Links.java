package dev.fleetgate.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Links to where a measurement can be looked at: the same query over the same time.
///
/// Source: Grafana's Explore URL schema version 1 (docs, get-started-with-explore: the data source
/// and both ends of the range must be texts), and the query page of Prometheus 3's web UI.
///
/// Thread safety: immutable.
final class Links {
  private static final DateTimeFormatter PROMETHEUS_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final String grafanaUrl;
  private final String datasource;

  Links(String grafanaUrl, String datasource) {
    this.grafanaUrl = grafanaUrl.replaceAll("/+$", "");
    this.datasource = datasource;
  }

  /// From when until when something is shown; at least a minute.
  record Range(Instant from, Instant to) {
    Range {
      if (Duration.between(from, to).compareTo(Duration.ofMinutes(1)) < 0) {
        from = to.minus(Duration.ofMinutes(1));
      }
    }
  }

  /// Grafana Explore with a query; empty without a Grafana.
  Optional<String> grafana(String query, Range range) {
    if (grafanaUrl.isEmpty() || datasource.isEmpty()) {
      return Optional.empty();
    }
    Node ask =
        Node.object()
            .with("refId", Node.text("A"))
            .with(
                "datasource",
                Node.object()
                    .with("type", Node.text("prometheus"))
                    .with("uid", Node.text(datasource)))
            .with("expr", Node.text(query))
            .with("range", Node.bool(true))
            .with("instant", Node.bool(false));
    Node pane =
        Node.object()
            .with("datasource", Node.text(datasource))
            .with("queries", Node.array(List.of(ask)))
            .with(
                "range",
                Node.object()
                    .with("from", Node.text(Long.toString(range.from().toEpochMilli())))
                    .with("to", Node.text(Long.toString(range.to().toEpochMilli()))));
    String panes = NodeJson.write(Node.object(Map.of("flt", pane)));
    return Optional.of(
        grafanaUrl + "/explore?schemaVersion=1&panes=" + encoded(panes) + "&orgId=1");
  }

  /// The graph of a query in Prometheus's own page.
  static String prometheus(URI base, String query, Range range) {
    long seconds = Math.max(60, Duration.between(range.from(), range.to()).toSeconds());
    return base.toString().replaceAll("/+$", "")
        + "/query?g0.expr="
        + encoded(query)
        + "&g0.tab=graph&g0.range_input="
        + seconds
        + "s&g0.end_input="
        + encoded(PROMETHEUS_TIME.format(range.to()));
  }

  /// A text as it stands in a path or a query; blanks as `%20`.
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
