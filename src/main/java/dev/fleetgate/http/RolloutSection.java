package dev.fleetgate.http;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.rollout.Explanation;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Limits;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Decision;
import dev.fleetgate.rollout.Verb;
import dev.fleetgate.rollout.WaveState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One run on the page: what it is, what holds it, its waves as columns, and its decisions.
final class RolloutSection {
  /// Waves with more members are grouped by state.
  private static final int SINGLE = 60;

  private static final int DECISIONS = 50;

  private final RolloutState state;
  private final Html html;

  private RolloutSection(RolloutState state, Html html) {
    this.state = state;
    this.html = html;
  }

  /// @param legal verbs that are offered; empty if the viewer may not change anything
  static void put(RolloutState state, Set<Verb> legal, Html html) {
    RolloutSection section = new RolloutSection(state, html);
    html.open("article", "class", "rollout", "id", "run-" + state.run());
    section.head();
    section.holds();
    section.verbs(legal);
    section.waves();
    section.decisions();
    html.close();
  }

  private void head() {
    html.open("h3").text(state.name() + " ");
    Mark.of(state.phase()).put(html, state.phase().written());
    html.close().open("p", "class", "about").text("change " + state.spec().change().id());
    if (!state.spec().change().from().isEmpty()) {
      html.text(" from " + state.spec().change().from());
    }
    html.text(" · ")
        .text(state.touches() + " of " + state.members().size() + " members touched · started ")
        .time(state.startedAt())
        .text(" · " + state.phase().written() + " since ")
        .time(state.phaseSince())
        .text(" · run " + state.run())
        .close();
  }

  private void holds() {
    if (state.holds().isEmpty()) {
      return;
    }
    html.open("ul", "class", "holds");
    for (Hold hold : state.holds()) {
      html.open("li").element("strong", hold.kind().written());
      if (!hold.subject().isEmpty()) {
        html.text(" " + hold.subject());
      }
      html.text(hold.reason().isEmpty() ? "" : ": " + hold.reason())
          .text(" · by " + hold.by() + " · since ")
          .time(hold.since())
          .close();
    }
    html.close();
  }

  private void verbs(Set<Verb> legal) {
    if (legal.isEmpty()) {
      return;
    }
    html.open("p", "class", "verbs");
    for (Verb verb : legal) {
      html.element(
          "button",
          verb.written(),
          "type",
          "button",
          "id",
          "verb-" + state.run() + "-" + verb.written(),
          "data-verb",
          verb.written(),
          "data-run",
          state.run().value(),
          "data-name",
          state.name(),
          "data-effect",
          VerbSentences.of(verb, state));
    }
    html.close();
  }

  private void waves() {
    html.open("ol", "class", "waves");
    for (int index = 0; index < state.waves().size(); index++) {
      wave(index);
    }
    html.close();
  }

  private void wave(int index) {
    WaveState wave = state.waves().get(index);
    Limits limits = Limits.of(state.spec().waves().get(index), wave.members().size());
    html.open("li", "class", "wave", "id", "wave-" + state.run() + "-" + index);
    html.open("h4").text(wave.name() + " ");
    Mark.of(wave.phase()).put(html, wave.phase().written());
    html.close()
        .element(
            "p",
            "%s · %d at a time · at most %d failed, %d unreachable"
                .formatted(
                    VerbSentences.members(wave.members().size()),
                    limits.maxConcurrency(),
                    limits.maxFailed(),
                    limits.maxUnreachable()),
            "class",
            "about");
    Requirements.put("before", state.spec().waves().get(index).before(), wave.before(), html);
    if (wave.members().size() > SINGLE) {
      groups(wave);
    } else {
      members(wave.members());
    }
    Requirements.put("after", state.spec().waves().get(index).after(), wave.after(), html);
    html.close();
  }

  private void groups(WaveState wave) {
    Map<String, List<ClusterId>> groups = new LinkedHashMap<>();
    for (ClusterId id : wave.members()) {
      groups.computeIfAbsent(state.member(id).state().written(), _ -> new ArrayList<>()).add(id);
    }
    groups.forEach((word, ids) -> {
      html.open("details", "id", "group-" + state.run() + "-" + wave.name() + "-" + word)
          .open("summary");
      Mark.of(state.member(ids.getFirst()).state()).put(html, word);
      html.text(" " + ids.size()).close();
      members(ids);
      html.close();
    });
  }

  private void members(List<ClusterId> ids) {
    html.open("ul", "class", "members");
    ids.forEach(id -> member(state.member(id)));
    html.close();
  }

  private void member(Member member) {
    Mark mark = Mark.of(member.state());
    Explanation why = Explanation.of(state, member);
    html.open("li", "class", "member " + mark.tone(), "id", "m-" + state.run() + "-" + member.id())
        .element("span", member.id().value(), "class", "name");
    mark.put(html, member.state().written());
    String phase = RolloutJson.phase(state, member);
    if (!phase.isEmpty() && member.begun()) {
      html.element("span", phase + ", attempt " + member.track().attempt(), "class", "about");
    }
    if (!why.sentence().isEmpty()) {
      html.element("span", why.sentence(), "class", "reason");
    }
    if (Tree.set(why.since())) {
      html.open("span", "class", "about").text("since ").time(why.since()).close();
    }
    if (Tree.set(why.lookAgainAt())) {
      html.open("span", "class", "about").text("looks again ").time(why.lookAgainAt()).close();
    }
    if (member.stop().open()) {
      html.element("span", "asked to stop " + member.stop().message(), "class", "reason");
    }
    html.close();
  }

  private void decisions() {
    int count = state.decisionsDropped() + state.decisions().size();
    if (count == 0) {
      return;
    }
    html.open("details", "class", "decisions", "id", "decisions-" + state.run())
        .element("summary", "Decisions, latest first: " + count)
        .open("ol");
    List<Decision> latest = state.decisions().reversed();
    for (Decision each : latest.subList(0, Math.min(DECISIONS, latest.size()))) {
      html.open("li")
          .time(each.at())
          .text(" ")
          .element("strong", each.what())
          .text(" by " + each.who() + (each.why().isEmpty() ? "" : ": " + each.why()))
          .close();
    }
    html.close();
    if (count > DECISIONS) {
      html.open("p", "class", "about")
          .element(
              "a",
              "earlier ones are in the API",
              "href",
              "/api/v1/rollouts/" + Links.encoded(state.run().value()))
          .close();
    }
    html.close();
  }
}
