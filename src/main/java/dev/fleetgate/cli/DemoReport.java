package dev.fleetgate.cli;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RolloutState.Phase;
import dev.fleetgate.rollout.WaveState;
import dev.fleetgate.spec.NodeJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What came of the demo's changes.
///
/// It went as told if every change ended in one of two ways:
///
/// 1. It succeeded: every member has succeeded and runs the change's version.
/// 2. It was rolled back, and is not the first: a wave has failed, no member of a later one was
///    touched, every touched member was put back, and all run the version before.
///
/// @param changes in the order in which they were made
/// @param notKnown what the simulation was asked and did not know
/// @param seconds of real time that the demo took
record DemoReport(List<Change> changes, List<String> notKnown, BigDecimal seconds) {
  private static final Pattern FAILED = Pattern.compile("member \\S+ failed.*");
  private static final String BACK = Phase.ROLLING_BACK.written();

  DemoReport {
    changes = List.copyOf(changes);
    notKnown = List.copyOf(notKnown);
  }

  /// How a cluster fares.
  ///
  /// @param ratio of requests answered with an error, in [0, 1]
  record Erring(String cluster, double ratio) {
    /// More than the demo's own gate allows.
    private boolean bad() {
      return ratio > 0.05;
    }

    private String sentence() {
      return "passed, although %s answers %s %% of its requests with an error: the gate allows that"
          .formatted(
              cluster,
              BigDecimal.valueOf(100 * ratio)
                  .setScale(1, RoundingMode.HALF_UP)
                  .stripTrailingZeros()
                  .toPlainString());
    }
  }

  /// A change that is over.
  ///
  /// @param why it was stopped: what failed, with the measured value and the limit, and the breach
  /// @param images that the members run now, without repetition
  /// @param worst the member that answers the most requests with an error
  record Change(RolloutState end, List<String> why, List<String> images, Optional<Erring> worst) {
    Change {
      why = List.copyOf(why);
      images = List.copyOf(images);
    }

    /// @param image of a cluster, by its name
    /// @param errorRatio of a cluster, by its name
    static Change of(
        RolloutState end, Function<String, String> image, ToDoubleFunction<String> errorRatio) {
      List<String> why =
          end.decisions().stream()
              .filter(one -> FAILED.matcher(one.what()).matches() || one.what().equals(BACK))
              .map(one -> one.what() + ": " + one.why())
              .toList();
      List<String> images =
          end.members().keySet().stream().map(id -> image.apply(id.value())).distinct().toList();
      Optional<Erring> worst =
          end.members().keySet().stream()
              .map(id -> new Erring(id.value(), errorRatio.applyAsDouble(id.value())))
              .max(Comparator.comparingDouble(Erring::ratio));
      return new Change(end, why, images, worst);
    }

    boolean succeeded() {
      return end.phase() == Phase.SUCCEEDED;
    }

    private boolean asTold(boolean first) {
      String id = end.spec().change().id();
      String from = end.spec().change().from();
      return switch (end.phase()) {
        case SUCCEEDED ->
            images.equals(List.of(image(id)))
                && end.members().values().stream()
                    .allMatch(one -> one.state() instanceof MemberState.Succeeded);
        case ROLLED_BACK ->
            !first
                && breached() >= 0
                && images.equals(List.of(image(from)))
                && end.members().values().stream()
                    .allMatch(one -> !one.touched() || one.state() instanceof MemberState.Undone)
                && untouched(breached() + 1);
        case PENDING, RUNNING, ABORTING, ROLLING_BACK, FAILED, ABORTED, REJECTED -> false;
      };
    }

    /// `checkout-2` is the change to the image `checkout:2`.
    private static String image(String change) {
      return change.replace('-', ':');
    }

    /// Index of the wave that has failed; -1 if none has.
    private int breached() {
      List<WaveState.Phase> phases = end.waves().stream().map(WaveState::phase).toList();
      return phases.indexOf(WaveState.Phase.BREACHED);
    }

    private boolean untouched(int firstWave) {
      return end.members().values().stream()
          .noneMatch(one -> one.wave() >= firstWave && one.touched());
    }

    /// `3 Undone`, `8 untouched`.
    private String happened(WaveState wave) {
      Map<String, Long> counts =
          wave.members().stream()
              .map(end::member)
              .collect(
                  Collectors.groupingBy(Change::word, LinkedHashMap::new, Collectors.counting()));
      return counts.entrySet().stream()
          .map(count -> count.getValue() + " " + count.getKey())
          .collect(Collectors.joining(", "));
    }

    private static String word(Member member) {
      return member.touched() ? member.state().written() : "untouched";
    }

    private long undone() {
      return end.members().values().stream()
          .filter(one -> one.state() instanceof MemberState.Undone)
          .count();
    }
  }

  boolean asTold() {
    return notKnown.isEmpty()
        && changes.size() == 2
        && changes.getFirst().asTold(true)
        && changes.getLast().asTold(false);
  }

  /// The summary for people.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Table table = new Table("CHANGE", "ENDED", "WAVE", "CLUSTERS", "WHAT HAPPENED");
    for (Change change : changes) {
      for (WaveState wave : change.end().waves()) {
        table.row(
            change.end().spec().change().id(),
            change.end().phase().written(),
            wave.name(),
            String.valueOf(wave.members().size()),
            change.happened(wave));
      }
    }
    lines.addAll(table.lines());
    changes.forEach(change -> lines.addAll(reasons(change)));
    notKnown.forEach(asked -> lines.add("the simulation does not know: " + asked));
    lines.add(
        (asTold() ? "went as it should, in " : "did NOT go as it should, in ")
            + seconds.toPlainString()
            + " s");
    return lines;
  }

  private static List<String> reasons(Change change) {
    String id = change.end().spec().change().id();
    List<String> lines = new ArrayList<>();
    change.why().forEach(reason -> lines.add(id + ": " + Figures.shortened(reason)));
    if (change.succeeded()) {
      change
          .worst()
          .filter(Erring::bad)
          .ifPresent(erring -> lines.add(id + ": " + erring.sentence()));
    }
    if (change.end().phase() == Phase.ROLLED_BACK) {
      lines.add(
          id
              + ": stopped, and "
              + change.undone()
              + " clusters put back to "
              + String.join(", ", change.images()));
    }
    return lines;
  }

  /// The summary for programs.
  String json() {
    return NodeJson.writeIndented(
        Node.object()
            .with("asTold", Node.bool(asTold()))
            .with("seconds", Node.number(seconds))
            .with("changes", Node.array(changes.stream().map(DemoReport::json).toList()))
            .with("notKnown", Node.texts(notKnown)));
  }

  private static Node json(Change change) {
    List<Node> waves = new ArrayList<>();
    for (WaveState wave : change.end().waves()) {
      Map<String, Node> members = new LinkedHashMap<>();
      wave.members()
          .forEach(id -> members.put(id.value(), Node.text(Change.word(change.end().member(id)))));
      waves.add(
          Node.object().with("name", Node.text(wave.name())).with("members", Node.object(members)));
    }
    return Node.object()
        .with("change", Node.text(change.end().spec().change().id()))
        .with("run", Node.text(change.end().run().value()))
        .with("ended", Node.text(change.end().phase().written()))
        .with("waves", Node.array(waves))
        .with("why", Node.texts(change.why()))
        .with("undone", Node.number(change.undone()))
        .with("images", Node.texts(change.images()));
  }
}
