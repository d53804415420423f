package dev.fleetgate.http;

import java.util.List;
import java.util.Map;

/// The page's way in: a link that works once gives the browser a session.
final class LoginRoutes {
  private final Sessions sessions;

  LoginRoutes(Sessions sessions) {
    this.sessions = sessions;
  }

  List<Route> routes() {
    return List.of(Route.read("/login", this::login).needing(Knock.Need.LOGIN).taking("once"));
  }

  private Reply login(Call call) {
    return sessions
        .open(call.parameter("once"))
        .map(session ->
            new Reply(303, Reply.TEXT, "", Map.of("Location", "/"))
                .with(
                    "Set-Cookie",
                    Sessions.cookie(call.port())
                        + "="
                        + session
                        + "; HttpOnly; SameSite=Strict; Path=/"))
        .orElseGet(() ->
            Reply.problem(
                HttpRule.LOGIN_LINK_USED,
                "link",
                "used, or of an earlier start",
                "a new link; the program prints one when it starts"));
  }
}
