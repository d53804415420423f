package dev.fleetgate.rollout.form;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.PhaseTrack;
import dev.fleetgate.rollout.TriggerStep;
import dev.fleetgate.rollout.TriggerStep.Outcome;
import java.util.List;
import java.util.TreeSet;

/// What was sent in one phase.
final class TrackForm {
  private enum Kind {
    INTENDED,
    SENDING,
    SENT,
    DONE,
    UNKNOWN
  }

  private TrackForm() {}

  static Node write(PhaseTrack track) {
    return new Form()
        .put("attempt", track.attempt())
        .put("step", step(track.step()))
        .put("touched", track.touched())
        .put("undoAttempt", track.undoAttempt() - 1L)
        .put("undo", track.undo(), TrackForm::step)
        .put("unaltered", track.touched() && !track.traces().altered())
        .put("unreleased", List.copyOf(track.traces().unreleased()), TrackForm::attempt)
        .put("cleared", track.traces().cleared())
        .node();
  }

  static PhaseTrack read(Fields from) {
    List<TriggerStep> undo = Form.list(from, "undo", TrackForm::step);
    boolean touched = from.flag("touched", false);
    return new PhaseTrack(
        from.count("attempt", 1, 1),
        Form.required(from, "step", TrackForm::step),
        touched,
        from.count("undoAttempt", 0, 0) + 1,
        undo.subList(0, Math.min(1, undo.size())),
        new PhaseTrack.Traces(
            !from.flag("unaltered", false) && touched,
            new TreeSet<>(Form.list(from, "unreleased", attempt -> attempt.count("attempt", 1, 1))),
            from.flag("cleared", false)));
  }

  private static Node attempt(int attempt) {
    return new Form().put("attempt", attempt).node();
  }

  private static Node step(TriggerStep step) {
    return switch (step) {
      case TriggerStep.Intended(var since) ->
          new Form().put("kind", Kind.INTENDED).put("since", since).node();
      case TriggerStep.Sending(var intent, var since) ->
          new Form().put("kind", Kind.SENDING).put("intent", intent).put("since", since).node();
      case TriggerStep.Sent(var intent, var receipt, var since) ->
          new Form()
              .put("kind", Kind.SENT)
              .put("intent", intent)
              .put("receipt", receipt)
              .put("since", since)
              .node();
      case TriggerStep.Done(var outcome, var message, var at, var released) ->
          new Form()
              .put("kind", Kind.DONE)
              .put("outcome", outcome)
              .put("message", message)
              .put("at", at)
              .put("released", released)
              .node();
      case TriggerStep.Unknown(var message, var since) ->
          new Form().put("kind", Kind.UNKNOWN).put("message", message).put("since", since).node();
    };
  }

  private static TriggerStep step(Fields from) {
    return switch (Form.choice(from, "kind", Kind.values())) {
      case INTENDED -> new TriggerStep.Intended(Form.instant(from, "since"));
      case SENDING -> new TriggerStep.Sending(from.text("intent", ""), Form.instant(from, "since"));
      case SENT ->
          new TriggerStep.Sent(
              from.text("intent", ""), from.text("receipt", ""), Form.instant(from, "since"));
      case DONE ->
          new TriggerStep.Done(
              Form.choice(from, "outcome", Outcome.values()),
              from.text("message", ""),
              Form.instant(from, "at"),
              from.flag("released", false));
      case UNKNOWN ->
          new TriggerStep.Unknown(from.text("message", ""), Form.instant(from, "since"));
    };
  }
}
