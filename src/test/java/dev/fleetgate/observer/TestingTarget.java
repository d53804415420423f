package dev.fleetgate.observer;

import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A target that says what its test sets, and remembers what it was asked.
final class TestingTarget implements TriggerPort {
  String holds = "v1";
  SendOutcome answer = new SendOutcome.Sent("uid", Node.object());
  Progress progress = new Progress.Succeeded("done");
  boolean reachable = true;

  /// How often it was asked to let go of something.
  int asked;

  final List<Intent> sent = new ArrayList<>();
  final Set<TriggerKey> released = new HashSet<>();
  final Set<TriggerKey> deleted = new HashSet<>();

  @Override
  public Preparation prepare(Order order) {
    return new Preparation.Ready(Node.text("v9"), Node.text(holds), Node.text(holds));
  }

  @Override
  public SendOutcome send(Trigger trigger, Intent intent) {
    sent.add(intent);
    return answer;
  }

  @Override
  public Resolution resolve(Trigger trigger, Intent intent) {
    return new Resolution.Absent();
  }

  @Override
  public Progress poll(Trigger trigger, Intent intent, Node receipt) {
    return progress;
  }

  @Override
  public Stopping stop(Trigger trigger, Intent intent, Node receipt) {
    return new Stopping.Delivered();
  }

  @Override
  public Releasing release(Trigger trigger, Intent intent) {
    return letGo(released, intent);
  }

  @Override
  public Releasing delete(Trigger trigger, Intent intent) {
    return letGo(deleted, intent);
  }

  private Releasing letGo(Set<TriggerKey> done, Intent intent) {
    asked++;
    if (!reachable) {
      return new Releasing.StillHeld("connection refused");
    }
    done.add(intent.key());
    return new Releasing.Released();
  }
}
