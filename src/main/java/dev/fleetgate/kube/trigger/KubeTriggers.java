package dev.fleetgate.kube.trigger;

import dev.fleetgate.kube.KubeCalls;
import dev.fleetgate.kube.KubeCalls.Reply;
import dev.fleetgate.kube.KubeClients;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort;
import dev.fleetgate.triggers.Answer;
import dev.fleetgate.triggers.ApiCall;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Speaks to the API servers of the members about their triggers.
///
/// Thread safety: safe for use by several threads; keeps nothing.
public final class KubeTriggers implements TriggerPort {
  private final Line line;

  /// Carries one call to the API server of a cluster, and its answer back.
  public interface Line {
    Reply call(ClusterId cluster, ApiCall call);
  }

  private KubeTriggers(Line line) {
    this.line = line;
  }

  /// @param access the client of a cluster, or why there is none
  public KubeTriggers(Function<ClusterId, KubeClients.Access> access) {
    this((cluster, call) -> KubeCalls.send(access.apply(cluster), call));
    Objects.requireNonNull(access);
  }

  /// With another line than one client for each cluster.
  public static KubeTriggers over(Line line) {
    return new KubeTriggers(Objects.requireNonNull(line));
  }

  @Override
  public Preparation prepare(Order order) {
    ClusterId member = order.key().member();
    return switch (typed(order.trigger()).filled(member, order.labels(), order.change())) {
      case KubernetesTrigger.Filling.Unfit(var problems) ->
          new Preparation.Refused(
              problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
      case KubernetesTrigger.Filling.Filled(var trigger) ->
          switch (read(member, trigger.look(order.key()))) {
            case Look.Found(var object) -> trigger.prepared(order, object);
            case Look.Refused(var message) -> new Preparation.Refused(message);
            case Look.Unreadable(var message) -> new Preparation.Unreadable(message);
          };
    };
  }

  @Override
  public SendOutcome send(Trigger trigger, Intent intent) {
    return switch (call(intent, ApiCall.of(intent.request()))) {
      case Reply.NotSent(var why) -> new SendOutcome.Conflict(why);
      case Reply.Silent(var message) -> new SendOutcome.Lost(message);
      case Reply.Answered(var answer) -> outcome(typed(trigger), intent, answer);
    };
  }

  private SendOutcome outcome(KubernetesTrigger trigger, Intent intent, Answer answer) {
    return switch (answer.meaning()) {
      case DONE ->
          identified(answer.body())
              ? trigger.sent(intent, answer.body())
              : new SendOutcome.Lost(answer.status() + " without an object");
      case CONTESTED ->
          switch (read(intent.key().member(), trigger.look(intent))) {
            case Look.Found(var object) -> trigger.contested(intent, answer, object);
            case Look.Refused(var message) -> new SendOutcome.Lost(message);
            case Look.Unreadable(var message) -> new SendOutcome.Lost(message);
          };
      case BUSY -> new SendOutcome.Conflict(answer.message());
      case REFUSED -> new SendOutcome.Refused(false, answer.message());
      case LOST -> new SendOutcome.Lost(answer.message());
    };
  }

  @Override
  public Resolution resolve(Trigger trigger, Intent intent) {
    return switch (read(intent.key().member(), typed(trigger).look(intent))) {
      case Look.Found(var object) -> typed(trigger).resolved(intent, object);
      case Look.Refused(var message) -> new Resolution.Unreadable(message);
      case Look.Unreadable(var message) -> new Resolution.Unreadable(message);
    };
  }

  @Override
  public Progress poll(Trigger trigger, Intent intent, Node receipt) {
    return switch (read(intent.key().member(), typed(trigger).look(intent))) {
      case Look.Found(var object) -> typed(trigger).progress(intent, receipt, object);
      case Look.Refused(var message) -> new Progress.Unreadable(message);
      case Look.Unreadable(var message) -> new Progress.Unreadable(message);
    };
  }

  @Override
  public Stopping stop(Trigger trigger, Intent intent, Node receipt) {
    Optional<ApiCall.Patch> stop = typed(trigger).stop(intent, receipt);
    if (stop.isEmpty()) {
      return new Stopping.NotDelivered("a " + trigger.kind() + " cannot be asked to stop");
    }
    return switch (call(intent, stop.get())) {
      case Reply.NotSent(var why) -> new Stopping.NotDelivered(why);
      case Reply.Silent(var message) -> new Stopping.NotDelivered(message);
      case Reply.Answered(var answer) when done(answer) -> new Stopping.Delivered();
      case Reply.Answered(var answer) ->
          gone(typed(trigger), intent, receipt)
              ? new Stopping.Delivered()
              : new Stopping.NotDelivered(answer.message());
    };
  }

  /// Whether what was sent is no longer there, so that nothing of it can run.
  private boolean gone(KubernetesTrigger trigger, Intent intent, Node receipt) {
    return read(intent.key().member(), trigger.look(intent)) instanceof Look.Found(var object)
        && !object.textAt("metadata", "uid").equals(receipt.textAt("uid"));
  }

  @Override
  public Releasing release(Trigger trigger, Intent intent) {
    return switch (read(intent.key().member(), typed(trigger).look(intent))) {
      case Look.Found(var object) ->
          away(intent, typed(trigger).release(intent, object).map(ApiCall.class::cast));
      case Look.Refused(var message) -> new Releasing.StillHeld(message);
      case Look.Unreadable(var message) -> new Releasing.StillHeld(message);
    };
  }

  /// An object with our finalizer would stay: it is let go first, whatever became of it.
  @Override
  public Releasing delete(Trigger trigger, Intent intent) {
    return switch (release(trigger, intent)) {
      case Releasing.StillHeld held -> held;
      case Releasing.Released _ -> deleted(trigger, intent);
    };
  }

  private Releasing deleted(Trigger trigger, Intent intent) {
    return switch (read(intent.key().member(), typed(trigger).look(intent))) {
      case Look.Found(var object) ->
          away(intent, typed(trigger).delete(intent, object).map(ApiCall.class::cast));
      case Look.Refused(var message) -> new Releasing.StillHeld(message);
      case Look.Unreadable(var message) -> new Releasing.StillHeld(message);
    };
  }

  private Releasing away(Intent intent, Optional<ApiCall> call) {
    if (call.isEmpty()) {
      return new Releasing.Released();
    }
    return switch (call(intent, call.get())) {
      case Reply.NotSent(var why) -> new Releasing.StillHeld(why);
      case Reply.Silent(var message) -> new Releasing.StillHeld(message);
      case Reply.Answered(var answer) when done(answer) || missing(answer) ->
          new Releasing.Released();
      case Reply.Answered(var answer) -> new Releasing.StillHeld(answer.message());
    };
  }

  /// What a read found.
  private sealed interface Look {
    /// @param object null if the server says that there is none
    record Found(Node object) implements Look {}

    record Refused(String message) implements Look {}

    record Unreadable(String message) implements Look {}
  }

  private Look read(ClusterId member, ApiCall.Read read) {
    return switch (line.call(member, read)) {
      case Reply.NotSent(var why) -> new Look.Unreadable(why);
      case Reply.Silent(var message) -> new Look.Unreadable(message);
      case Reply.Answered(var answer) when missing(answer) -> new Look.Found(Node.nothing());
      case Reply.Answered(var answer) when done(answer) ->
          identified(answer.body())
              ? new Look.Found(answer.body())
              : new Look.Unreadable(answer.status() + " without an object");
      case Reply.Answered(var answer) when answer.meaning() == Answer.Meaning.REFUSED ->
          new Look.Refused(answer.message());
      case Reply.Answered(var answer) -> new Look.Unreadable(answer.message());
    };
  }

  private Reply call(Intent intent, ApiCall call) {
    return line.call(intent.key().member(), call);
  }

  private static boolean done(Answer answer) {
    return answer.meaning() == Answer.Meaning.DONE;
  }

  /// A 404 in Kubernetes's own form; one of a proxy on the way says nothing about the object.
  private static boolean missing(Answer answer) {
    return answer.status() == 404 && answer.body().textAt("kind").equals(Optional.of("Status"));
  }

  private static boolean identified(Node object) {
    return object.textAt("metadata", "uid").filter(uid -> !uid.isEmpty()).isPresent();
  }

  private static KubernetesTrigger typed(Trigger trigger) {
    if (trigger instanceof KubernetesTrigger kubernetes) {
      return kubernetes;
    }
    throw new IllegalArgumentException(
        "trigger: " + trigger.kind() + " (expected: one that KubernetesTrigger.read typed)");
  }
}
