package dev.fleetgate.scenario;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.TriggerKey.Direction;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort;
import dev.fleetgate.scenario.TargetLog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The targets of a scenario that are not on a child, over a line that loses, delays and repeats
/// requests and answers.
final class SimulatedTargets implements TriggerPort, SimulatedApi.Workload {
  private static final Duration FOREVER = Duration.ofDays(30);
  private static final Duration UNDOES = Duration.ofSeconds(20);
  private static final String NO_ANSWER = "no answer";

  private final Caller process;
  private final SimulatedClusters clusters;
  private final TargetLog log;
  private final boolean fenced;
  private final Map<String, Target> targets = new TreeMap<>();
  private final List<OnTheWay> onTheWay = new ArrayList<>();

  /// A request that arrives later than its sender waits.
  private record OnTheWay(Instant due, Intent intent) {}

  /// @param fenced whether a request that came already, or whose test fails, is refused
  SimulatedTargets(Caller process, SimulatedClusters clusters, TargetLog log, boolean fenced) {
    this.process = process;
    this.clusters = clusters;
    this.log = log;
    this.fenced = fenced;
  }

  /// Lets happen what is due by now.
  void pass() {
    Instant now = process.now();
    for (Iterator<OnTheWay> all = onTheWay.iterator(); all.hasNext(); ) {
      OnTheWay one = all.next();
      if (!now.isBefore(one.due())) {
        all.remove();
        if (clusters.answers(one.intent().key().member())) {
          arrive(one.intent(), true);
        }
      }
    }
    for (Target target : targets.values()) {
      target.works().forEach(work -> work.news(now).ifPresent(log::add));
    }
  }

  void foreign(ClusterId cluster, String phase) {
    Target target = target(cluster, phase);
    String next = "foreign " + process.now();
    target.foreign(next);
    log.add(new Entry.Foreign(process.now(), cluster, phase, next));
  }

  @Override
  public Preparation prepare(Order order) {
    if (!answers(order.trigger(), order.key().member())) {
      return new Preparation.Unreadable(NO_ANSWER);
    }
    Target target = target(order.key().member(), order.key().phase());
    if (target.marked(order.key())) {
      return new Preparation.AlreadySent("uid", receipt(target));
    }
    Node held = Node.text(target.value());
    if (order.key().action() == Direction.DO) {
      String next = order.key().phase() + " changed, attempt " + order.key().attempt();
      return new Preparation.Ready(request(next), target.expectation(), held);
    }
    return undoing(order, target, held);
  }

  private static Preparation undoing(Order order, Target target, Node held) {
    if (order.key().attempt() == 1 && held.equals(order.before())) {
      return new Preparation.NothingToUndo();
    }
    boolean ours = order.written().textAt("value").filter(target.value()::equals).isPresent();
    boolean putBack = order.key().attempt() > 1 && held.equals(order.before());
    return (ours || putBack) && order.before() instanceof Node.Text(var before, _)
        ? new Preparation.Ready(request(before), target.expectation(), held)
        : new Preparation.ChangedSince("it holds " + target.value());
  }

  private static Node request(String next) {
    return Node.object().with("value", Node.text(next));
  }

  private static Node receipt(Target target) {
    return Node.object().with("value", Node.text(target.value()));
  }

  @Override
  public SendOutcome send(Trigger trigger, Intent intent) {
    process.faults().mayCrash("before send");
    process.mayPass(Duration.ofSeconds(30));
    if (!answers(trigger, intent.key().member())) {
      return new SendOutcome.Lost(NO_ANSWER);
    }
    if (process.faults().happens()) {
      Duration delay = process.faults().upTo(Duration.ofMinutes(2));
      onTheWay.add(new OnTheWay(process.now().plus(delay), intent));
      return new SendOutcome.Lost("timed out");
    }
    SendOutcome outcome = arrive(intent, false);
    if (process.faults().happens()) {
      arrive(intent, false);
    }
    process.faults().mayCrash("after send");
    process.mayPass(Duration.ofSeconds(30));
    return process.faults().happens() ? new SendOutcome.Lost("reset by peer") : outcome;
  }

  /// What the target does with a request, however often it comes.
  private SendOutcome arrive(Intent intent, boolean late) {
    TriggerKey key = intent.key();
    Target target = target(key.member(), key.phase());
    if (fenced && target.marked(key)) {
      return new SendOutcome.Sent("uid", receipt(target));
    }
    if (fenced && !target.expectation().equals(intent.expected())) {
      return new SendOutcome.Conflict("409: it holds " + target.value());
    }
    String next = intent.request().textAt("value").orElseThrow();
    log.add(new Entry.Effect(process.now(), key, target.value(), next, late));
    target.patch(key, next, work(key));
    return new SendOutcome.Sent("uid", receipt(target));
  }

  @Override
  public boolean taken(TriggerKey key) {
    return key.attempt() == 1 && truth(key).taken();
  }

  private Truth.Phase truth(TriggerKey key) {
    return clusters.truth(key.member()).phases().get(Integer.parseInt(key.phase().substring(1)));
  }

  @Override
  public Target.Work work(TriggerKey key) {
    Instant now = process.now();
    if (key.action() == Direction.UNDO) {
      return new Target.Work(key, now.plus(UNDOES), true);
    }
    Truth.Phase truth = truth(key);
    Duration runs = truth.hangs() ? FOREVER : truth.runs();
    return new Target.Work(key, now.plus(runs), key.attempt() > truth.failures());
  }

  @Override
  public Resolution resolve(Trigger trigger, Intent intent) {
    process.faults().mayCrash("resolve");
    TriggerKey key = intent.key();
    if (!answers(trigger, key.member())) {
      return new Resolution.Unreadable(NO_ANSWER);
    }
    Target target = target(key.member(), key.phase());
    if (target.marked(key)) {
      return new Resolution.Sent("uid", receipt(target));
    }
    return target.expectation().equals(intent.expected())
        ? new Resolution.Absent()
        : new Resolution.Unknown("it holds " + target.value());
  }

  @Override
  public Progress poll(Trigger trigger, Intent intent, Node receipt) {
    process.faults().mayCrash("poll");
    process.mayPass(Duration.ofSeconds(10));
    TriggerKey key = intent.key();
    if (!answers(trigger, key.member())) {
      return new Progress.Unreadable(NO_ANSWER);
    }
    Target target = target(key.member(), key.phase());
    boolean ours = receipt.textAt("value").filter(target.value()::equals).isPresent();
    if (!ours || target.work(key).isEmpty()) {
      return new Progress.Failed("it holds " + target.value());
    }
    Target.Work work = target.work(key).get();
    if (!work.over(process.now())) {
      return new Progress.Running("");
    }
    if (work.stopped()) {
      return new Progress.Stopped("suspended");
    }
    return work.good() ? new Progress.Succeeded("done") : new Progress.Failed("exit code 1");
  }

  @Override
  public Stopping stop(Trigger trigger, Intent intent, Node receipt) {
    process.faults().mayCrash("stop");
    TriggerKey key = intent.key();
    if (!answers(trigger, key.member())) {
      return new Stopping.NotDelivered(NO_ANSWER);
    }
    target(key.member(), key.phase()).work(key).ifPresent(work -> work.stop(process.now()));
    return process.faults().happens()
        ? new Stopping.NotDelivered("reset by peer")
        : new Stopping.Delivered();
  }

  @Override
  public Releasing release(Trigger trigger, Intent intent) {
    process.faults().mayCrash("release");
    return answers(trigger, intent.key().member())
        ? new Releasing.Released()
        : new Releasing.StillHeld(NO_ANSWER);
  }

  @Override
  public Releasing delete(Trigger trigger, Intent intent) {
    return release(trigger, intent);
  }

  private boolean answers(Trigger trigger, ClusterId cluster) {
    pass();
    return (!trigger.onChild() || clusters.answers(cluster)) && !process.faults().happens();
  }

  private Target target(ClusterId cluster, String phase) {
    return targets.computeIfAbsent(cluster + "/" + phase, _ -> new Target());
  }
}
