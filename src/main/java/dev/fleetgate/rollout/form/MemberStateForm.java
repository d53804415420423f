package dev.fleetgate.rollout.form;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.MemberState;
import dev.fleetgate.rollout.MemberState.Cause;
import dev.fleetgate.rollout.Wait;
import java.time.Instant;

/// Where a member stands.
final class MemberStateForm {
  private enum Kind {
    PENDING,
    TRIGGERING,
    SETTLING,
    GATING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    UNREACHABLE,
    HELD,
    STOPPED,
    UNDO_PENDING,
    UNDOING,
    UNDONE,
    UNDO_FAILED,
    UNDO_IMPOSSIBLE
  }

  private MemberStateForm() {}

  static Node write(MemberState state) {
    return switch (state) {
      case MemberState.Pending(var waiting) -> waiting(Kind.PENDING, waiting).node();
      case MemberState.Triggering(var waiting) -> waiting(Kind.TRIGGERING, waiting).node();
      case MemberState.Settling(var waiting) -> waiting(Kind.SETTLING, waiting).node();
      case MemberState.Gating(var waiting, var deadline) ->
          waiting(Kind.GATING, waiting).put("deadline", deadline).node();
      case MemberState.Succeeded(var at) -> ended(Kind.SUCCEEDED, "", at).node();
      case MemberState.Failed(var cause, var message, var at) ->
          ended(Kind.FAILED, message, at).put("cause", cause).node();
      case MemberState.TimedOut(var message, var at, var ended) ->
          ended(Kind.TIMED_OUT, message, at).put("ended", ended).node();
      case MemberState.Unreachable(var waiting, var before) ->
          waiting(Kind.UNREACHABLE, waiting).put("before", write(before)).node();
      case MemberState.Held(var reason, var waiting) ->
          waiting(Kind.HELD, waiting).put("held", reason).node();
      case MemberState.Stopped(var message, var at) -> ended(Kind.STOPPED, message, at).node();
      case MemberState.UndoPending(var waiting) -> waiting(Kind.UNDO_PENDING, waiting).node();
      case MemberState.Undoing(var waiting) -> waiting(Kind.UNDOING, waiting).node();
      case MemberState.Undone(var at) -> ended(Kind.UNDONE, "", at).node();
      case MemberState.UndoFailed(var message, var at) ->
          ended(Kind.UNDO_FAILED, message, at).node();
      case MemberState.UndoImpossible(var message, var at, var accepted) ->
          ended(Kind.UNDO_IMPOSSIBLE, message, at).put("accepted", accepted).node();
    };
  }

  static MemberState read(Fields from) {
    Kind kind = Form.choice(from, "state", Kind.values());
    return switch (kind) {
      case PENDING -> new MemberState.Pending(waiting(from));
      case TRIGGERING -> new MemberState.Triggering(waiting(from));
      case SETTLING -> new MemberState.Settling(waiting(from));
      case GATING -> new MemberState.Gating(waiting(from), Form.instant(from, "deadline"));
      case UNREACHABLE ->
          new MemberState.Unreachable(
              waiting(from), Form.required(from, "before", MemberStateForm::read));
      case HELD ->
          new MemberState.Held(
              Form.choice(from, "held", MemberState.Held.Reason.values()), waiting(from));
      case UNDO_PENDING -> new MemberState.UndoPending(waiting(from));
      case UNDOING -> new MemberState.Undoing(waiting(from));
      case SUCCEEDED, FAILED, TIMED_OUT, STOPPED, UNDONE, UNDO_FAILED, UNDO_IMPOSSIBLE ->
          ended(kind, from);
    };
  }

  private static MemberState ended(Kind kind, Fields from) {
    Instant at = Form.instant(from, "at");
    String message = from.text("message", "");
    return switch (kind) {
      case SUCCEEDED -> new MemberState.Succeeded(at);
      case FAILED ->
          new MemberState.Failed(Form.choice(from, "cause", Cause.values()), message, at);
      case TIMED_OUT -> new MemberState.TimedOut(message, at, from.flag("ended", false));
      case STOPPED -> new MemberState.Stopped(message, at);
      case UNDONE -> new MemberState.Undone(at);
      case UNDO_FAILED -> new MemberState.UndoFailed(message, at);
      case UNDO_IMPOSSIBLE ->
          new MemberState.UndoImpossible(message, at, from.flag("accepted", false));
      case PENDING, TRIGGERING, SETTLING, GATING, UNREACHABLE, HELD, UNDO_PENDING, UNDOING ->
          throw new IllegalArgumentException(kind + ": waits (expected: a state that has ended)");
    };
  }

  private static Form waiting(Kind kind, Wait waiting) {
    return new Form()
        .put("state", kind)
        .put("reason", waiting.reason())
        .put("detail", waiting.detail())
        .put("since", waiting.since())
        .put("lookAgainAt", waiting.lookAgainAt());
  }

  private static Wait waiting(Fields from) {
    return new Wait(
        Form.choice(from, "reason", Wait.Reason.values()),
        from.text("detail", ""),
        Form.instant(from, "since"),
        Form.instant(from, "lookAgainAt"));
  }

  private static Form ended(Kind kind, String message, Instant at) {
    return new Form().put("state", kind).put("message", message).put("at", at);
  }
}
