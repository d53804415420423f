package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.http.Knock.Need;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may do what, row by row.
final class GuardTest {
  private static final String US = "127.0.0.1:8080";
  private static final String OURS = "http://127.0.0.1:8080";
  private static final String NO = "";
  private static final String COOKIE = "SESSION";
  private static final String HOST = "403 host-not-ours";
  private static final String READ = "open to read";

  private final Sessions sessions = new Sessions();
  private final Guard guard = new Guard(Served.settings(ApiSettings.DEFAULT_HEARTBEAT), sessions);
  private final String session = sessions.open(sessions.link()).orElseThrow();

  /// A request from this machine.
  private static Knock here(Need need, String host, String origin, String bearer, String session) {
    return new Knock(need, true, host, origin, "", bearer, session);
  }

  private static Knock elsewhere(Need need, String bearer, String session) {
    return new Knock(need, false, US, session.isEmpty() ? "" : OURS, "", bearer, session);
  }

  private static Arguments row(String name, Knock knock, String expected) {
    return Arguments.of(name, knock, expected);
  }

  static Stream<Arguments> rows() {
    String token = Served.TOKEN;
    return Stream.of(
        row("read here", here(Need.READ, US, NO, NO, NO), "open to read"),
        row("page here", here(Need.PAGE, US, NO, NO, NO), "open to read"),
        row("change here", here(Need.CHANGE, US, NO, NO, NO), "401 token-missing"),
        row("change here, own origin", here(Need.CHANGE, US, OURS, NO, NO), "401 token-missing"),
        row("change with token", here(Need.CHANGE, US, NO, token, NO), "open"),
        row("change, wrong token", here(Need.CHANGE, US, NO, "wrong", NO), "401 token-wrong"),
        row("read, wrong token", here(Need.READ, US, NO, "wrong", NO), "401 token-wrong"),
        row(
            "change with a child's credential",
            here(Need.CHANGE, US, NO, Served.ONE_CHILD, NO),
            "401 token-wrong"),
        row("change by session", here(Need.CHANGE, US, OURS, NO, COOKIE), "open"),
        row(
            "change by session, no origin",
            here(Need.CHANGE, US, NO, NO, COOKIE),
            "401 token-missing"),
        row(
            "change by session, other origin",
            here(Need.CHANGE, US, "http://evil.example", NO, COOKIE),
            "403 origin-not-ours"),
        row(
            "change by session, other port",
            here(Need.CHANGE, US, "http://127.0.0.1:3000", NO, COOKIE),
            "403 origin-not-ours"),
        row(
            "change by session, origin null",
            here(Need.CHANGE, US, "null", NO, COOKIE),
            "403 origin-not-ours"),
        row("change, unknown session", here(Need.CHANGE, US, OURS, NO, "x"), "401 token-missing"),
        row("read by session", here(Need.READ, US, NO, NO, COOKIE), "open"),
        row(
            "read, other origin",
            here(Need.READ, US, "https://evil.example", NO, NO),
            "403 origin-not-ours"),
        row(
            "page, other origin",
            here(Need.PAGE, US, "https://evil.example", NO, NO),
            "403 origin-not-ours"),
        row("read, rebound name", here(Need.READ, "evil.example:8080", NO, NO, NO), HOST),
        row("page, rebound name", here(Need.PAGE, "evil.example:8080", NO, NO, NO), HOST),
        row("login, rebound name", here(Need.LOGIN, "evil.example:8080", NO, NO, NO), HOST),
        row(
            "change by session, rebound name",
            here(Need.CHANGE, "evil.example", "http://evil.example", NO, COOKIE),
            HOST),
        row("read, no host", here(Need.READ, NO, NO, NO, NO), HOST),
        row("read, host with a user", here(Need.READ, "localhost@evil.example", NO, NO, NO), HOST),
        row("read, like localhost", here(Need.READ, "localhost.evil.example", NO, NO, NO), HOST),
        row("read as localhost", here(Need.READ, "LocalHost:8080", NO, NO, NO), "open to read"),
        row("read as [::1]", here(Need.READ, "[::1]:8080", NO, NO, NO), "open to read"),
        row("read under our name", here(Need.READ, "fleetgate.example.org", NO, NO, NO), READ),
        row("read with token, any name", here(Need.READ, "elsewhere.net", NO, token, NO), "open"),
        row("read from elsewhere", elsewhere(Need.READ, NO, NO), "401 token-missing"),
        row("page from elsewhere", elsewhere(Need.PAGE, NO, NO), "401 token-missing"),
        row("login from elsewhere", elsewhere(Need.LOGIN, NO, NO), "open to read"),
        row("read from elsewhere, token", elsewhere(Need.READ, token, NO), "open"),
        row("change from elsewhere, token", elsewhere(Need.CHANGE, token, NO), "open"),
        row("change from elsewhere", elsewhere(Need.CHANGE, NO, NO), "401 token-missing"),
        row("read from elsewhere, session", elsewhere(Need.READ, NO, COOKIE), "open"),
        row("alerts, no credential", elsewhere(Need.ALERTS, NO, NO), "401 token-missing"),
        row("alerts, session", elsewhere(Need.ALERTS, NO, COOKIE), "401 token-missing"),
        row("alerts, the token", elsewhere(Need.ALERTS, token, NO), "401 token-wrong"),
        row("alerts, a child", elsewhere(Need.ALERTS, Served.ONE_CHILD, NO), "open for eu-1"),
        row("alerts, by label", elsewhere(Need.ALERTS, Served.SEVERAL, NO), "open for [eu-*]"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rows")
  void aRequest_isLetInOrNot(String name, Knock knock, String expected) {
    Knock withSession =
        knock.session().equals(COOKIE)
            ? new Knock(
                knock.need(),
                knock.loopback(),
                knock.host(),
                knock.origin(),
                knock.fetchSite(),
                knock.bearer(),
                session)
            : knock;

    assertThat(shown(guard.judge(withSession))).as(name).isEqualTo(expected);
  }

  private static String shown(Entry entry) {
    return switch (entry) {
      case Entry.Open(var mayChange) -> mayChange ? "open" : "open to read";
      case Entry.OpenForAlerts(var source) ->
          "open for " + (source.cluster().isEmpty() ? source.clusters() : source.cluster());
      case Entry.Refused refused -> refused.rule().status() + " " + refused.rule().id();
    };
  }

  @Test
  void aFetchFromAnotherSite_isRefused_butALinkToThePageIsFollowed() {
    for (String site : List.of("cross-site", "same-site")) {
      Knock read = new Knock(Need.READ, true, US, "", site, "", "");
      Knock page = new Knock(Need.PAGE, true, US, "", site, "", "");

      assertThat(shown(guard.judge(read))).isEqualTo("403 origin-not-ours");
      assertThat(shown(guard.judge(page))).isEqualTo("open to read");
    }
  }

  @Test
  void aLink_worksOnce() {
    String code = sessions.link();

    assertThat(sessions.open(code)).isPresent();
    assertThat(sessions.open(code)).isEmpty();
    assertThat(sessions.open("")).isEmpty();
  }

  @Test
  void links_areKeptInABoundedNumber() {
    String first = sessions.link();
    for (int more = 0; more < 32; more++) {
      assertThat(sessions.link()).hasSize(32);
    }

    assertThat(sessions.open(first)).isEmpty();
  }
}
