package dev.fleetgate.rollout.form;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Member;
import dev.fleetgate.rollout.Member.Alerts;
import dev.fleetgate.rollout.Member.StopMark;
import dev.fleetgate.rollout.Member.Watch;
import java.util.Set;

/// A cluster in a run.
final class MemberForm {
  private MemberForm() {}

  static Node write(Member member) {
    Form record =
        new Form()
            .put("id", member.id().value())
            .put("wave", member.wave())
            .put("uid", member.uid())
            .put("touch", member.touchOrder())
            .put("phase", member.phase())
            .put("state", MemberStateForm.write(member.state()))
            .put("tracks", member.tracks(), TrackForm::write);
    if (member.stop().open()) {
      record.put("stop", stop(member.stop()));
    }
    if (!member.watch().equals(Watch.NOTHING)) {
      record.put("watch", watch(member.watch()));
    }
    if (!member.alerts().equals(Alerts.NOTHING)) {
      record.put("alerts", alerts(member.alerts()));
    }
    return record.node();
  }

  static Member read(Fields from) {
    return new Member(
        Form.cluster(from, "id"),
        from.count("wave", 0, 0),
        from.text("uid", ""),
        from.count("touch", 0, 0),
        from.count("phase", 0, 0),
        Form.required(from, "state", MemberStateForm::read),
        Form.list(from, "tracks", TrackForm::read),
        Form.optional(from, "stop", MemberForm::stop).orElse(StopMark.NONE),
        Form.optional(from, "watch", MemberForm::watch).orElse(Watch.NOTHING),
        Form.optional(from, "alerts", MemberForm::alerts).orElse(Alerts.NOTHING));
  }

  private static Node stop(StopMark stop) {
    return new Form()
        .put("kind", stop.kind())
        .put("since", stop.since())
        .put("triedAt", stop.triedAt())
        .put("message", stop.message())
        .node();
  }

  private static StopMark stop(Fields from) {
    return new StopMark(
        Form.choice(from, "kind", StopMark.Kind.values()),
        Form.instant(from, "since"),
        Form.instant(from, "triedAt"),
        from.text("message", ""));
  }

  private static Node watch(Watch watch) {
    return new Form()
        .put("reach", watch.reach())
        .put("since", watch.reachSince())
        .put("message", watch.reachMessage())
        .put("monitoring", watch.monitoring())
        .put("rung", watch.rung())
        .node();
  }

  private static Watch watch(Fields from) {
    return new Watch(
        Form.choice(from, "reach", Member.Reach.values()),
        Form.instant(from, "since"),
        from.text("message", ""),
        Form.choice(from, "monitoring", Member.Proof.values()),
        from.text("rung", ""));
  }

  private static Node alerts(Alerts alerts) {
    return new Form()
        .put("recorded", alerts.recorded())
        .put("known", alerts.known(), Node::text)
        .put("counting", alerts.counting(), Node::text)
        .put("unreadable", !alerts.readable())
        .node();
  }

  private static Alerts alerts(Fields from) {
    return new Alerts(
        from.flag("recorded", false),
        Set.copyOf(from.texts("known")),
        Set.copyOf(from.texts("counting")),
        !from.flag("unreadable", false));
  }
}
