package dev.fleetgate.scenario;

import dev.fleetgate.kube.KubeCalls.Reply;
import dev.fleetgate.kube.trigger.KubeTriggers;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort;
import dev.fleetgate.scenario.TargetLog.Entry;
import dev.fleetgate.triggers.ApiCall;
import dev.fleetgate.triggers.KubernetesTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The real adapters over a line to the children that loses, delays and repeats calls and answers;
/// triggers that are not for a child go to a target elsewhere.
final class SimulatedChildren implements TriggerPort {
  private static final String NO_ANSWER = "no answer";

  private final Caller process;
  private final SimulatedClusters clusters;
  private final SimulatedApi api;
  private final TargetLog log;
  private final TriggerPort children;
  private final TriggerPort elsewhere;
  private final List<OnTheWay> onTheWay = new ArrayList<>();

  /// A call that arrives later than its sender waits.
  private record OnTheWay(Instant due, ClusterId cluster, ApiCall call) {}

  SimulatedChildren(
      Caller process,
      SimulatedClusters clusters,
      SimulatedApi api,
      TargetLog log,
      TriggerPort elsewhere) {
    this.process = process;
    this.clusters = clusters;
    this.api = api;
    this.log = log;
    this.children = KubeTriggers.over(this::call);
    this.elsewhere = elsewhere;
  }

  /// Lets happen what is due by now.
  void pass() {
    Instant now = process.now();
    for (Iterator<OnTheWay> all = onTheWay.iterator(); all.hasNext(); ) {
      OnTheWay one = all.next();
      if (!now.isBefore(one.due())) {
        all.remove();
        if (clusters.answers(one.cluster())) {
          api.answer(one.cluster(), one.call(), true);
        }
      }
    }
    api.pass();
  }

  private Reply call(ClusterId cluster, ApiCall call) {
    return switch (call) {
      case ApiCall.Read _ -> read(cluster, call);
      case ApiCall.Create _, ApiCall.Patch _, ApiCall.Delete _ -> write(cluster, call);
    };
  }

  private Reply read(ClusterId cluster, ApiCall call) {
    process.faults().mayCrash("read");
    process.mayPass(Duration.ofSeconds(10));
    return answers(cluster)
        ? new Reply.Answered(api.answer(cluster, call, false))
        : new Reply.Silent(NO_ANSWER);
  }

  private Reply write(ClusterId cluster, ApiCall call) {
    process.faults().mayCrash("before write");
    process.mayPass(Duration.ofSeconds(30));
    if (!answers(cluster)) {
      return new Reply.Silent(NO_ANSWER);
    }
    if (process.faults().happens()) {
      Duration delay = process.faults().upTo(Duration.ofMinutes(2));
      onTheWay.add(new OnTheWay(process.now().plus(delay), cluster, call));
      return new Reply.Silent("timed out");
    }
    Reply reply = new Reply.Answered(api.answer(cluster, call, false));
    if (process.faults().happens()) {
      api.answer(cluster, call, false);
    }
    process.faults().mayCrash("after write");
    process.mayPass(Duration.ofSeconds(30));
    return process.faults().happens() ? new Reply.Silent("reset by peer") : reply;
  }

  private boolean answers(ClusterId cluster) {
    pass();
    return clusters.answers(cluster) && !process.faults().happens();
  }

  private TriggerPort of(Trigger trigger) {
    return trigger instanceof KubernetesTrigger ? children : elsewhere;
  }

  @Override
  public Preparation prepare(Order order) {
    process.faults().mayCrash("prepare");
    return of(order.trigger()).prepare(order);
  }

  @Override
  public SendOutcome send(Trigger trigger, Intent intent) {
    log.add(new Entry.Asked(process.now(), intent.key()));
    return of(trigger).send(trigger, intent);
  }

  @Override
  public Resolution resolve(Trigger trigger, Intent intent) {
    return of(trigger).resolve(trigger, intent);
  }

  @Override
  public Progress poll(Trigger trigger, Intent intent, Node receipt) {
    return of(trigger).poll(trigger, intent, receipt);
  }

  @Override
  public Stopping stop(Trigger trigger, Intent intent, Node receipt) {
    return of(trigger).stop(trigger, intent, receipt);
  }

  @Override
  public Releasing release(Trigger trigger, Intent intent) {
    return of(trigger).release(trigger, intent);
  }

  @Override
  public Releasing delete(Trigger trigger, Intent intent) {
    return of(trigger).delete(trigger, intent);
  }
}
