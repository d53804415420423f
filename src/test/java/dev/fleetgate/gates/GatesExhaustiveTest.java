package dev.fleetgate.gates;

import static dev.fleetgate.gates.Questions.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.gates.spec.MetricSpec.Limits;
import dev.fleetgate.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// All measurement lists up to length 5, and all pairs of state and event.
final class GatesExhaustiveTest {
  private enum Word {
    OK,
    FAIL,
    NONE,
    NAN
  }

  private static Measurement.Outcome outcome(Word word, Instant at) {
    return switch (word) {
      case OK -> Questions.values(at, 0.5);
      case FAIL -> Questions.values(at, 2.0);
      case NONE -> Questions.nothing(at);
      case NAN -> Questions.values(at, Double.NaN);
    };
  }

  private static List<List<Word>> lists(int longest) {
    List<List<Word>> all = new ArrayList<>();
    all.add(List.of());
    for (int from = 0, length = 1; length <= longest; length++) {
      int to = all.size();
      for (; from < to; from++) {
        for (Word word : Word.values()) {
          List<Word> longer = new ArrayList<>(all.get(from));
          longer.add(word);
          all.add(longer);
        }
      }
    }
    return all;
  }

  private static GateRun after(List<Word> words, int count, Limits limits) {
    GateRun run = Questions.run(Questions.repeated(count, limits));
    Instant now = T;
    for (Word word : words) {
      run = Gates.step(run, new GateEvent.Tick(), now).next();
      run = Gates.step(run, Questions.event(outcome(word, now), now), now).next();
      now = now.plusSeconds(30);
    }
    return run;
  }

  /// The specification, said once more in the plainest way.
  private static String expected(List<Word> words, int count, int failureLimit) {
    int passed = 0;
    int failed = 0;
    for (Word word : words) {
      passed += word == Word.OK ? 1 : 0;
      failed += word == Word.FAIL ? 1 : 0;
      if (failed > failureLimit || (passed == 0 && failed == count)) {
        return "Fail";
      }
      if (passed + failed == count) {
        return "Pass";
      }
    }
    return "Inconclusive";
  }

  @Test
  void everyList_comesToWhatTheCountersSay() {
    List<List<Word>> lists = lists(5);
    assertThat(lists).hasSize(1 + 4 + 16 + 64 + 256 + 1024);
    for (List<Word> words : lists) {
      for (int count = 1; count <= 4; count++) {
        for (int failureLimit = 0; failureLimit < 4; failureLimit++) {
          GateRun run = after(words, count, Questions.failures(failureLimit));
          assertThat(run.verdict().getClass().getSimpleName())
              .as("%s count %d failureLimit %d", words, count, failureLimit)
              .isEqualTo(expected(words, count, failureLimit));
        }
      }
    }
  }

  @Test
  void listWithoutSamples_neverPasses() {
    for (List<Word> words : lists(5)) {
      if (!words.contains(Word.OK)) {
        GateRun run = after(words, 1, Questions.limits(3, 3, 3));
        assertThat(run.verdict()).as(words.toString()).isNotInstanceOf(Verdict.Pass.class);
      }
    }
  }

  @Test
  void terminatedRun_neverPasses_unlessItHadPassed() {
    for (List<Word> words : lists(4)) {
      GateRun run = after(words, 3, Questions.failures(1));
      GateRun ended = Gates.step(run, new GateEvent.Terminate("test"), T.plusSeconds(600)).next();
      assertThat(ended.terminal()).isTrue();
      assertThat(ended.verdict() instanceof Verdict.Pass)
          .as(words.toString())
          .isEqualTo(run.verdict() instanceof Verdict.Pass);
    }
  }

  /// Every kind of state, each reached by legal moves.
  private static Map<String, GateRun> states() {
    Gate.Metric metric = Questions.repeated(3, Questions.limits(1, 1, 1));
    GateRun fresh = Questions.run(metric);
    GateRun underway = Gates.step(fresh, new GateEvent.Tick(), T).next();
    Map<String, GateRun> states = new LinkedHashMap<>();
    states.put("fresh", fresh);
    states.put("underway", underway);
    states.put("measuring", after(List.of(Word.OK), 3, Questions.failures(1)));
    states.put("failing", after(List.of(Word.FAIL), 3, Questions.failures(1)));
    states.put("without data", after(List.of(Word.NONE), 3, Questions.failures(1)));
    states.put("held", after(List.of(Word.NONE, Word.NAN), 3, Questions.limits(1, 1, 1)));
    states.put("passed", after(List.of(Word.OK), 1, Questions.failures(0)));
    states.put("passed but for the proof", Questions.awaitingProof(T));
    states.put("failed", after(List.of(Word.FAIL), 1, Questions.failures(0)));
    states.put("terminated", Gates.step(underway, new GateEvent.Terminate("test"), T).next());
    return states;
  }

  private static Map<String, GateEvent> events(Instant now) {
    Map<String, GateEvent> events = new LinkedHashMap<>();
    for (Word word : Word.values()) {
      events.put("measured " + word, Questions.event(outcome(word, now), now));
    }
    events.put("measured unreachable", Questions.event(Questions.unreachable(), now));
    events.put("measured refused", Questions.event(new Measurement.Refused("no"), now));
    events.put("tick", new GateEvent.Tick());
    events.put("terminate", new GateEvent.Terminate("test"));
    events.put("looked, proven", new GateEvent.Looked(now, Optional.empty()));
    events.put("looked too early", new GateEvent.Looked(T.minusSeconds(1), Optional.empty()));
    events.put("looked, unproven", new GateEvent.Looked(now, Optional.of(Questions.UNPROVEN)));
    events.put("restarted", new GateEvent.Restarted());
    return events;
  }

  @Test
  void everyPairOfStateAndEvent_keepsTheInvariants() {
    Instant now = T.plusSeconds(600);
    states()
        .forEach((state, run) ->
            events(now)
                .forEach((name, event) ->
                    invariants(state + " + " + name, run, Gates.step(run, event, now))));
  }

  private static void invariants(String pair, GateRun before, GateTransition after) {
    GateRun next = after.next();
    boolean reports = after.actions().stream().anyMatch(GateAction.Report.class::isInstance);
    if (before.terminal()) {
      assertThat(next).as(pair).isSameAs(before);
      assertThat(after.lookAgainAt()).as(pair).isEmpty();
      assertThat(after.actions()).as(pair).allMatch(GateAction.Report.class::isInstance);
    } else {
      assertThat(reports).as(pair).isEqualTo(next.terminal());
    }
    if (next.terminal() && !before.terminal()) {
      assertThat(after.actions().getFirst()).as(pair).isEqualTo(new GateAction.Checkpoint());
    }
    if (!next.terminal()) {
      boolean underway = next.metrics().stream().anyMatch(MetricRun::underway);
      assertThat(underway || after.lookAgainAt().isPresent() || next.awaitsProof())
          .as(pair)
          .isTrue();
    }
    if (next.awaitsProof()) {
      assertThat(next.verdict()).as(pair).isInstanceOf(Verdict.Inconclusive.class);
    }
    if (next.held() && !before.held()) {
      assertThat(after.actions()).as(pair).anyMatch(GateAction.Hold.class::isInstance);
    }
    assertThat(GateRun.fromNode(next.toNode())).as(pair).isEqualTo(next);
  }
}
