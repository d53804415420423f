package dev.fleetgate.http;

import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.alerts.WebhookReader;
import dev.fleetgate.http.Knock.Need;
import dev.fleetgate.model.Node;
import dev.fleetgate.observer.Observer;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Alertmanager's webhook, version 4. Answered when the alerts are stored: what is answered with
/// 200 survives a crash, and everything else is sent again or shows in Alertmanager's log.
final class AlertRoutes {
  /// Alertmanager groups; a body with more is cut by `max_alerts` there.
  static final int MAX_ALERTS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(AlertRoutes.class);

  private final Observer observer;

  AlertRoutes(Observer observer) {
    this.observer = observer;
  }

  List<Route> routes() {
    return List.of(Route.change("/api/v1/alerts", Route.JSON, this::take).needing(Need.ALERTS));
  }

  private Reply take(Call call) {
    if (!(call.entry() instanceof Entry.OpenForAlerts(var source))) {
      throw new IllegalStateException("alerts without a source: " + call.entry());
    }
    Node body = call.json();
    if (body.path("alerts").orElseGet(Node::nothing) instanceof Node.Array(var items, _)
        && items.size() > MAX_ALERTS) {
      return Reply.problem(
          HttpRule.TOO_MANY_ALERTS,
          "alerts",
          items.size() + " alerts",
          "at most " + MAX_ALERTS + " in a body; set max_alerts of the webhook in Alertmanager");
    }
    List<AlertNotice> notices = WebhookReader.read(body, source);
    try {
      observer.alerts(notices);
    } catch (UncheckedIOException e) {
      LOG.warn("reason=store alerts could not be stored, and are asked for again", e);
      return Answers.unavailable(String.valueOf(e.getMessage()));
    }
    return Reply.json(200, new Tree().put("stored", notices.size()).node());
  }
}
