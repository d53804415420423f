package dev.fleetgate.rollout.machine;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.FiringAlert;
import dev.fleetgate.rollout.Action;
import dev.fleetgate.rollout.Hold;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Alerts;
import dev.fleetgate.rollout.Member.Reach;
import dev.fleetgate.rollout.RolloutEvent.AlertReceived;
import dev.fleetgate.rollout.RolloutEvent.AlertsRead;
import dev.fleetgate.rollout.RolloutEvent.AlertsUnreadable;
import dev.fleetgate.rollout.RolloutSpec.AlertRule;
import dev.fleetgate.rollout.RolloutSpec.Response;
import dev.fleetgate.rollout.RolloutState.Suspicion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Alerts of touched members. They halt, abort or roll back, and never promote.
///
/// 1. What fires before a member's first trigger is recorded and does not count; neither does what
///    a resume has accepted. Labels and `activeAt` together tell alerts apart.
/// 2. An alert read from the child that matches a rule and is not recorded counts at once.
/// 3. An alert from the webhook halts at once and is re-read for a while; read as firing it counts,
///    read as recorded it lets the run go on, and otherwise the run stays halted.
/// 4. Of several rules the strongest acts.
final class AlertFlow {
  private static final int SUSPICIONS_KEPT = 100;
  private static final String WEBHOOK = "webhook";

  private AlertFlow() {}

  /// The member with the alerts that fire before its first trigger recorded, once.
  static Member recorded(Draft draft, Member member, List<FiringAlert> firing) {
    if (!draft.alertsDecide() || member.alerts().recorded()) {
      return member;
    }
    Set<String> known = new HashSet<>();
    firing.stream()
        .filter(alert -> mayMatch(draft, alert.labels()))
        .forEach(alert -> known.add(fingerprint(alert)));
    return member.withAlerts(new Alerts(true, known, Set.of(), true));
  }

  static void read(Draft draft, AlertsRead event) {
    Optional<Member> found = watched(draft, event.cluster());
    if (found.isEmpty()) {
      draft.overtaken(event);
      return;
    }
    Member member = found.get();
    draft.release(Hold.Kind.ALERTS_UNREADABLE, member.id().value());
    Set<String> counting = new HashSet<>();
    Optional<Found> strongest = Optional.empty();
    for (FiringAlert alert : event.firing()) {
      Optional<Response> response = response(draft, member, alert);
      if (response.isPresent() && !member.alerts().known().contains(fingerprint(alert))) {
        counting.add(fingerprint(alert));
        strongest = stronger(strongest, new Found(response.get(), alert));
      }
    }
    draft.put(
        member.withAlerts(
            new Alerts(member.alerts().recorded(), member.alerts().known(), counting, true)));
    draft.unsuspect(suspicion -> about(suspicion, member, event.firing()));
    if (strongest.isPresent()) {
      act(draft, member, strongest.get());
    } else {
      relax(draft, member);
    }
    again(draft, member.id());
  }

  static void unreadable(Draft draft, AlertsUnreadable event) {
    Optional<Member> found = watched(draft, event.cluster());
    if (found.isEmpty()) {
      draft.overtaken(event);
      return;
    }
    Member member = found.get();
    Alerts alerts = member.alerts();
    draft.put(
        member.withAlerts(new Alerts(alerts.recorded(), alerts.known(), alerts.counting(), false)));
    if (member.watch().reach() != Reach.DOWN) {
      draft.hold(Hold.Kind.ALERTS_UNREADABLE, member.id().value(), event.message(), Draft.US);
    }
    again(draft, member.id());
  }

  static void received(Draft draft, AlertReceived event) {
    if (event.sequence() <= draft.alertSequence()) {
      draft.overtaken(event);
      return;
    }
    draft.alertSequence(event.sequence());
    Optional<Member> member = watched(draft, event.cluster());
    if (member.isEmpty() || strongest(draft, event.labels()).isEmpty()) {
      return;
    }
    Instant until = draft.now().plus(Pace.CONFIRM_FOR);
    Suspicion suspicion = new Suspicion(event.cluster(), event.labels(), until);
    String name = event.labels().getOrDefault("alertname", "alert");
    if (draft.hold(Hold.Kind.HALTED, subject(event.cluster())).isEmpty()) {
      draft.hold(Hold.Kind.HALTED, subject(event.cluster()), name + " is being re-read", WEBHOOK);
    }
    boolean present =
        draft.suspicions().stream()
            .anyMatch(earlier ->
                earlier.member().equals(event.cluster())
                    && earlier.labels().equals(event.labels()));
    if (!present && draft.suspicions().size() < SUSPICIONS_KEPT) {
      draft.suspect(suspicion);
    }
    draft.act(new Action.ReadAlerts(event.cluster(), draft.now()));
  }

  /// What the webhook brought and was not read as firing in time leaves the run halted.
  static void expire(Draft draft) {
    for (Suspicion suspicion : draft.suspicions()) {
      if (!draft.now().isBefore(suspicion.until())) {
        draft.unsuspect(suspicion::equals);
        Optional<Hold> hold = draft.hold(Hold.Kind.HALTED, subject(suspicion.member()));
        if (hold.isPresent() && hold.get().by().equals(WEBHOOK)) {
          draft.hold(
              Hold.Kind.HALTED,
              subject(suspicion.member()),
              "NotConfirmed: " + suspicion.labels().getOrDefault("alertname", "alert"),
              WEBHOOK);
        }
      }
    }
  }

  /// What a person accepts by resuming: all alerts that count now.
  static void accept(Draft draft) {
    for (Member member : draft.members()) {
      Alerts alerts = member.alerts();
      Set<String> known = new HashSet<>(alerts.known());
      known.addAll(alerts.counting());
      draft.put(
          member.withAlerts(new Alerts(alerts.recorded(), known, Set.of(), alerts.readable())));
    }
    draft.unsuspect(_ -> true);
  }

  private record Found(Response response, FiringAlert alert) {}

  private static Optional<Found> stronger(Optional<Found> one, Found other) {
    return one.filter(found -> found.response().compareTo(other.response()) >= 0)
        .or(() -> Optional.of(other));
  }

  private static void act(Draft draft, Member member, Found found) {
    String sentence = "alert " + found.alert().shown() + " fires on " + member.id();
    Responses.respond(
        draft,
        found.response(),
        new Responses.Cause(member.wave(), subject(member.id()), sentence));
  }

  /// Every alert that the webhook brought for the member turned out not to count: the halt is over.
  private static void relax(Draft draft, Member member) {
    boolean open =
        draft.suspicions().stream().anyMatch(suspicion -> suspicion.member().equals(member.id()));
    draft
        .hold(Hold.Kind.HALTED, subject(member.id()))
        .filter(hold -> !open && hold.by().equals(WEBHOOK))
        .filter(hold -> !hold.reason().startsWith("NotConfirmed"))
        .ifPresent(_ -> {
          draft.release(Hold.Kind.HALTED, subject(member.id()));
          draft.decide(Draft.US, "no longer halted", "the alert was firing before the change");
        });
  }

  /// The strongest rule for an alert as read, or for the webhook's alert that it is.
  private static Optional<Response> response(Draft draft, Member member, FiringAlert alert) {
    Optional<Response> suspected =
        draft.suspicions().stream()
            .filter(suspicion -> about(suspicion, member, List.of(alert)))
            .flatMap(suspicion -> strongest(draft, suspicion.labels()).stream())
            .max(Comparator.naturalOrder());
    Optional<Response> read = strongest(draft, alert.labels());
    return suspected
        .filter(response -> read.isEmpty() || response.compareTo(read.get()) > 0)
        .or(() -> read);
  }

  /// Whether one of the alerts read is the webhook's: external labels are added on the way.
  private static boolean about(Suspicion suspicion, Member member, List<FiringAlert> firing) {
    return suspicion.member().equals(member.id())
        && firing.stream()
            .anyMatch(
                alert -> suspicion.labels().entrySet().containsAll(alert.labels().entrySet()));
  }

  private static Optional<Response> strongest(Draft draft, Map<String, String> labels) {
    return draft.spec().onAlert().stream()
        .filter(rule -> rule.matches(labels))
        .map(AlertRule::action)
        .max(Comparator.naturalOrder());
  }

  /// Whether a rule may match once external labels are added.
  private static boolean mayMatch(Draft draft, Map<String, String> labels) {
    return draft.spec().onAlert().stream()
        .anyMatch(rule ->
            rule.matchers().stream()
                .allMatch(
                    matcher -> matcher.matches(labels) || !labels.containsKey(matcher.label())));
  }

  private static void again(Draft draft, ClusterId id) {
    boolean suspected =
        draft.suspicions().stream().anyMatch(suspicion -> suspicion.member().equals(id));
    if (draft.running()) {
      draft.act(
          new Action.ReadAlerts(id, draft.now().plus(suspected ? Pace.CONFIRM : Pace.ALERTS)));
    }
  }

  private static Optional<Member> watched(Draft draft, ClusterId id) {
    return draft
        .find(id)
        .filter(member -> member.touched() && draft.running() && draft.alertsDecide());
  }

  private static String subject(ClusterId id) {
    return "alert " + id;
  }

  static String fingerprint(FiringAlert alert) {
    StringBuilder text = new StringBuilder();
    alert
        .labels()
        .forEach((name, value) ->
            text.append(name.length())
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
    text.append(alert.activeAt());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
