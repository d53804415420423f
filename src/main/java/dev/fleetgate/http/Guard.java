package dev.fleetgate.http;

import dev.fleetgate.http.Knock.Need;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides who may come in.
///
/// 1. A bearer token is looked at first. A right one is enough: a page elsewhere cannot know it. A
///    wrong one is refused, also where none is needed. Alerts have credentials of their own.
/// 2. Without one the request may come from a browser that a page elsewhere has talked into it. So
///    the host must be `localhost`, a literal address or a name of ours (a rebound DNS name is
///    none), and the origin, where the browser names one, must be the same host. A link to the page
///    may be followed from anywhere.
/// 3. The session that a browser got by the printed link lets it make changes; a change must name
///    its origin, as browsers do.
/// 4. Without any credential, this machine may read.
///
/// Thread safety: all methods may be called from any thread.
final class Guard {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]/@]+)(?::[0-9]{1,5})?");
  private static final Pattern LITERAL =
      Pattern.compile("localhost|[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final Set<String> OWN_SITE = Set.of("", "none", "same-origin");

  private final Secret token;
  private final List<AlertKey> alertKeys;
  private final Set<String> hosts;
  private final Sessions sessions;

  private record AlertKey(AlertSource source, Secret token) {}

  Guard(ApiSettings settings, Sessions sessions) {
    this.token = new Secret(settings.token());
    this.alertKeys =
        settings.alertCallers().stream()
            .map(caller -> new AlertKey(caller.source(), new Secret(caller.token())))
            .toList();
    this.hosts = settings.hosts();
    this.sessions = sessions;
  }

  Entry judge(Knock knock) {
    if (knock.need() == Need.ALERTS) {
      return alerts(knock);
    }
    if (!knock.bearer().isEmpty()) {
      return token.is(knock.bearer()) ? new Entry.Open(true) : wrongToken();
    }
    return elsewhere(knock).orElseGet(() -> withoutToken(knock));
  }

  private Entry alerts(Knock knock) {
    if (knock.bearer().isEmpty()) {
      return missing("the bearer credential of an entry of alertmanagers in the Fleet");
    }
    Optional<AlertSource> source = Optional.empty();
    for (AlertKey key : alertKeys) {
      if (key.token().is(knock.bearer())) {
        source = Optional.of(key.source());
      }
    }
    return source.<Entry>map(Entry.OpenForAlerts::new).orElseGet(Guard::wrongToken);
  }

  /// Why the request is one that another page or name has brought here; empty if it is none.
  private Optional<Entry> elsewhere(Knock knock) {
    String host = knock.host().toLowerCase(Locale.ROOT);
    if (!ours(host)) {
      return Optional.of(
          new Entry.Refused(
              HttpRule.HOST_NOT_OURS,
              "Host",
              Problem.quoted(knock.host()),
              "localhost, a literal address or a name of this server; call it so, or start it with"
                  + " that host"));
    }
    boolean link = knock.need() == Need.PAGE || knock.need() == Need.LOGIN;
    String origin = knock.origin().toLowerCase(Locale.ROOT);
    boolean same =
        origin.isEmpty() || origin.equals("http://" + host) || origin.equals("https://" + host);
    if (!same || (!link && !OWN_SITE.contains(knock.fetchSite()))) {
      return Optional.of(
          new Entry.Refused(
              HttpRule.ORIGIN_NOT_OURS,
              "Origin",
              Problem.quoted(same ? knock.fetchSite() : knock.origin()),
              "a page of this server; open it and ask from there, or send a bearer token"));
    }
    return Optional.empty();
  }

  private boolean ours(String host) {
    Matcher form = AUTHORITY.matcher(host);
    return form.matches()
        && (LITERAL.matcher(form.group(1)).matches() || hosts.contains(form.group(1)));
  }

  private Entry withoutToken(Knock knock) {
    boolean session = !knock.session().isEmpty() && sessions.known(knock.session());
    return switch (knock.need()) {
      case LOGIN -> new Entry.Open(false);
      case PAGE, READ ->
          session || knock.loopback()
              ? new Entry.Open(session)
              : missing("a bearer token from another address; it is in endpoint.json");
      case CHANGE ->
          session && !knock.origin().isEmpty()
              ? new Entry.Open(true)
              : missing("a bearer token for every change; it is in endpoint.json");
      case ALERTS -> missing("a bearer credential");
    };
  }

  private static Entry missing(String expected) {
    return new Entry.Refused(HttpRule.TOKEN_MISSING, "Authorization", "no token", expected);
  }

  private static Entry wrongToken() {
    return new Entry.Refused(
        HttpRule.TOKEN_WRONG,
        "Authorization",
        "an unknown token",
        "the token of this server; read it again from endpoint.json, it changes at each start");
  }
}
