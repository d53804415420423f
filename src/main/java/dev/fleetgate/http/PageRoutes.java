package dev.fleetgate.http;

import dev.fleetgate.observer.Observer;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// The page. The server prints all of it; in the browser a small module asks for the board again
/// when the event stream says that something moved, and changes what is different.
final class PageRoutes {
  /// Runs that are over are shown up to this number.
  private static final int EARLIER = 10;

  private final Observer observer;
  private final String css = resource("page.css");
  private final String icon = resource("icon.svg");
  private final String script = resource("page.js");

  PageRoutes(Observer observer) {
    this.observer = observer;
  }

  List<Route> routes() {
    return List.of(
        Route.page("/", call -> Reply.of(Reply.HTML, whole(call.mayChange()))),
        Route.read("/board", call -> Reply.of(Reply.HTML, board(call.mayChange()))),
        Route.read("/assets/page.css", _ -> Reply.of("text/css; charset=utf-8", css)),
        Route.read("/assets/icon.svg", _ -> Reply.of("image/svg+xml", icon)),
        Route.read("/assets/page.js", _ -> Reply.of("text/javascript; charset=utf-8", script)));
  }

  private static String resource(String name) {
    try (InputStream stream = PageRoutes.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + ": not in the program's jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String whole(boolean mayChange) {
    Html html = new Html();
    html.open("html", "lang", "en")
        .open("head")
        .bare("meta", "charset", "utf-8")
        .bare("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .bare("meta", "name", "color-scheme", "content", "light dark")
        .element("title", "Fleetgate")
        .bare("link", "rel", "stylesheet", "href", "/assets/page.css")
        .bare("link", "rel", "icon", "href", "/assets/icon.svg")
        .open("script", "type", "module", "src", "/assets/page.js")
        .close()
        .close()
        .open("body")
        .open("header")
        .element("h1", "Fleetgate")
        .element("p", "as of the loading of the page", "id", "connection", "role", "status")
        .close()
        .open("main", "id", "board", "data-now", observer.now().toString());
    board(mayChange, html);
    html.close();
    dialog(html);
    return "<!doctype html>\n" + html.close().close().done();
  }

  private static void dialog(Html html) {
    html.open("dialog", "id", "ask", "aria-labelledby", "ask-title")
        .open("form", "method", "dialog")
        .element("h2", "", "id", "ask-title")
        .element("p", "", "id", "ask-effect")
        .open("label")
        .text("Reason, kept with the decision")
        .bare("input", "id", "ask-reason", "name", "reason", "autocomplete", "off", "required", "")
        .close()
        .element("p", "", "id", "ask-problem", "role", "alert")
        .open("p", "class", "verbs")
        .element("button", "", "id", "ask-yes", "type", "submit")
        .element("button", "cancel", "id", "ask-no", "type", "button")
        .close()
        .close()
        .close();
  }

  private String board(boolean mayChange) {
    Html html = new Html();
    board(mayChange, html);
    return html.done();
  }

  private void board(boolean mayChange, Html html) {
    List<RolloutState> runs = observer.rollouts();
    html.open("section", "id", "rollouts").element("h2", "Rollouts");
    if (!mayChange) {
      html.element(
          "p",
          "You can look. To act, open the link that the program printed when it started.",
          "class",
          "about");
    }
    List<RolloutState> running = runs.stream().filter(run -> !run.phase().terminal()).toList();
    if (running.isEmpty()) {
      html.element("p", "No rollout is running.");
    }
    for (RolloutState run : running) {
      RolloutSection.put(run, mayChange ? observer.legal(run) : Set.<Verb>of(), html);
    }
    html.close();
    earlier(runs.stream().filter(run -> run.phase().terminal()).limit(EARLIER).toList(), html);
    ClusterSection.put(observer.clusters(), html);
  }

  private static void earlier(List<RolloutState> over, Html html) {
    if (over.isEmpty()) {
      return;
    }
    html.open("section", "id", "earlier").element("h2", "Ended");
    for (RolloutState run : over) {
      html.open("details", "id", "ended-" + run.run()).open("summary").text(run.name() + " ");
      Mark.of(run.phase()).put(html, run.phase().written());
      html.text(" ").time(run.phaseSince()).close();
      RolloutSection.put(run, Set.of(), html);
      html.close();
    }
    html.close();
  }
}
