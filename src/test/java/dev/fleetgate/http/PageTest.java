package dev.fleetgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.Wait;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The page: everything is there, and nothing of what others wrote is markup.
final class PageTest {
  private static final Instant SINCE = TestingAgenda.NOW.minusSeconds(90);
  private static final String EVIL = "<script>alert('1')</script>\" onload=\"x";

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  private static Wait wait(String detail) {
    return new Wait(Wait.Reason.MEASURING, detail, SINCE, SINCE.plusSeconds(120));
  }

  /// One member in each state.
  static List<MemberState> states(String words) {
    return List.of(
        new MemberState.Pending(wait(words)),
        new MemberState.Triggering(wait(words)),
        new MemberState.Settling(wait(words)),
        new MemberState.Gating(wait(words), Instant.MAX),
        new MemberState.Succeeded(SINCE),
        new MemberState.Failed(MemberState.Cause.GATE_FAILED, words, SINCE),
        new MemberState.TimedOut(words, SINCE, false),
        new MemberState.Unreachable(wait(words), new MemberState.Succeeded(SINCE)),
        new MemberState.Held(MemberState.Held.Reason.INCONCLUSIVE, wait(words)),
        new MemberState.Stopped(words, SINCE),
        new MemberState.UndoPending(wait(words)),
        new MemberState.Undoing(wait(words)),
        new MemberState.Undone(SINCE),
        new MemberState.UndoFailed(words, SINCE),
        new MemberState.UndoImpossible(words, SINCE, false));
  }

  /// A run with a hold whose first member is in a state.
  private RolloutState run(MemberState state, String words) {
    RolloutState run = served.observer.rollout("addons").orElseGet(served::start);
    var members = new LinkedHashMap<>(run.members());
    ClusterId first = new ClusterId("eu-1");
    Member member = run.member(first).withState(state);
    members.put(
        first,
        member.withStop(new Member.StopMark(Member.StopMark.Kind.PENDING, SINCE, SINCE, words)));
    return new RolloutState(
        run.schemaVersion(),
        run.run(),
        run.spec(),
        run.phase(),
        new TreeSet<>(Set.of(new Hold(Hold.Kind.HALTED, words, words, SINCE, words))),
        run.waves(),
        members,
        run.probeInterval(),
        run.suspicions(),
        run.alertSequence(),
        run.touches(),
        run.undoFromWave(),
        List.of(new RolloutState.Decision(SINCE, words, words, words)),
        run.decisionsDropped(),
        run.startedAt(),
        run.phaseSince());
  }

  private static String html(RolloutState run) {
    Html html = new Html();
    RolloutSection.put(run, Set.of(Verb.PAUSE), html);
    return html.done();
  }

  @Test
  void whatOthersWrote_isNeverMarkup() {
    for (MemberState state : states(EVIL)) {
      String shown = html(run(state, EVIL));

      assertThat(shown).doesNotContain("<script").doesNotContain("onload=\"");
      assertThat(shown).contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=");
    }
  }

  @Test
  void everyState_hasItsWordItsReasonAndAShapeOfItsOwn() {
    Set<String> shapes = new HashSet<>();
    for (MemberState state : states("because of rain")) {
      String member = member(html(run(state, "halted")));

      assertThat(member).contains(" " + state.written() + "</span>");
      assertThat(member).contains("<time datetime=\"2026-03-01T11:58:30Z\">");
      boolean plain = state instanceof MemberState.Succeeded || state instanceof MemberState.Undone;
      assertThat(member.contains("because of rain")).isEqualTo(!plain);
      assertThat(shapes.add(Mark.of(state).shape())).as(state.written()).isTrue();
    }
  }

  private static String member(String html) {
    int start = html.indexOf("<li class=\"member");
    return html.substring(start, html.indexOf("</li>", start));
  }

  @Test
  void verbs_sayInNumbersWhatTheyWillDo() {
    RolloutState run = run(states("").get(1), "");

    assertThat(VerbSentences.of(Verb.PAUSE, run))
        .isEqualTo("No new trigger is sent. 1 member in flight run on to their gate.");
    assertThat(Stream.of(Verb.values()).map(verb -> VerbSentences.of(verb, run)))
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).endsWith("."));
  }

  @Test
  void thePage_isPrintedByTheServer_withoutInlineCode() {
    served.start();
    String page = served.get("/").body();

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("addons")
        .contains("canary")
        .contains("eu-1")
        .contains("its wave has not begun")
        .contains("approval within 1d")
        .contains("id=\"cluster-us-1\"");
    assertThat(page).doesNotContain("<style").doesNotContain(" style=").doesNotContain("<script>");
    assertThat(Pattern.compile("<[^>]*\\son[a-z]+=").matcher(page).find()).isFalse();
  }

  @Test
  void ids_areUnique() {
    served.start();
    Matcher ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(served.get("/").body());
    Set<String> seen = new HashSet<>();
    while (ids.find()) {
      assertThat(seen.add(ids.group(1))).as(ids.group(1)).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(10);
  }

  @Test
  void whoMayOnlyLook_isOfferedNoVerb() {
    served.start();
    String link = served.server.loginLink();
    var login = served.get(link.substring(link.indexOf("/login")));
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    var mine =
        served.send(
            served
                .request("/board")
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .build());

    assertThat(served.get("/board").body()).doesNotContain("<button").contains("You can look");
    assertThat(mine.body()).contains("data-verb=\"pause\"").doesNotContain("You can look");
  }

  @Test
  void assets_areServedUnderTheirTypes() {
    assertThat(served.get("/assets/page.css").headers().firstValue("Content-Type"))
        .hasValue("text/css; charset=utf-8");
    assertThat(served.get("/assets/page.js").headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(served.get("/assets/page.js").body()).doesNotContain("eval(");
  }

  @Test
  void theWholePage_weighsLittle() {
    served.start();
    int weight =
        Stream.of("/", "/assets/page.css", "/assets/page.js")
            .mapToInt(path -> served.get(path).body().length())
            .sum();

    assertThat(weight).isLessThan(150_000);
  }

  @Test
  void theJson_saysTheSameOfEveryState() {
    for (MemberState state : states("because of rain")) {
      Node rollout = RolloutJson.event(run(state, "halted"));

      String written = rollout.path("waves").orElseThrow().toString();
      assertThat(written).contains(state.written());
      assertThat(written).contains("2026-03-01T11:58:30Z").doesNotContain("+1000000000-12-31");
    }
  }
}
