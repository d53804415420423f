package dev.fleetgate.app;

import dev.fleetgate.cli.Launch;
import dev.fleetgate.cli.Serving;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.model.Node;
import dev.fleetgate.observer.Observer.Happening;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/// Runs a service on a state folder, and leaves its address and token there for the other commands.
final class Standalone {
  private static final String ENDPOINT = "endpoint.json";

  private final String version;

  Standalone(String version) {
    this.version = version;
  }

  Serving serve(Serving.Wanted wanted) {
    return serve(wanted, InstantSource.system(), 1);
  }

  /// @param speed seconds of the clock in a real second
  Serving serve(Serving.Wanted wanted, InstantSource clock, double speed) {
    try {
      Optional<StateFolder> held = StateFolder.hold(wanted.state());
      return held.isEmpty()
          ? new Serving.HeldElsewhere(wanted.state())
          : serve(
              wanted,
              new Service.Plan(wanted.fleet(), wanted.folder(), held.get(), version, clock, speed));
    } catch (UncheckedIOException e) {
      return new Serving.NotStarted(String.valueOf(e.getMessage()));
    }
  }

  private Serving serve(Serving.Wanted wanted, Service.Plan plan) {
    StateFolder state = plan.state();
    String token = token();
    boolean begun = false;
    try {
      Service service = new Service(plan, token);
      Started started = new Started(service, state);
      try {
        Service.Begun listening = service.begin(wanted.host(), wanted.port());
        state.writeSecret(ENDPOINT, endpoint(listening, token));
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "shutdown"));
        begun = true;
        return new Serving.Running(
            listening.address(), listening.link(), listening.troubles(), started);
      } catch (IOException e) {
        service.close();
        return new Serving.NotStarted(String.valueOf(e.getMessage()));
      }
    } finally {
      if (!begun) {
        state.close();
      }
    }
  }

  private static String endpoint(Service.Begun begun, String token) {
    return NodeJson.write(
        Node.object()
            .with("address", Node.text(begun.address().toString()))
            .with("token", Node.text(token)));
  }

  private static String token() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Thread safety: closed once, by the command or when the process is asked to end.
  private static final class Started implements Serving.Handle {
    private final Service service;
    private final StateFolder state;
    private final CountDownLatch ended = new CountDownLatch(1);

    Started(Service service, StateFolder state) {
      this.service = service;
      this.state = state;
    }

    @Override
    public void await() throws InterruptedException {
      ended.await();
    }

    @Override
    public Launch start(Launch.Wanted wanted) {
      return Planner.launch(service.observer().start(Planner.request(wanted)));
    }

    @Override
    public Optional<RolloutState> find(String rollout) {
      return service.observer().rollout(rollout);
    }

    @Override
    public void follow(RunId run, Predicate<RolloutState> more) throws InterruptedException {
      BlockingQueue<RolloutState> states = new LinkedBlockingQueue<>();
      Runnable unlisten =
          service
              .observer()
              .listen(happening -> {
                if (happening instanceof Happening.RunMoved(var state) && state.run().equals(run)) {
                  states.add(state);
                }
              });
      try {
        service.observer().rollout(run.value()).ifPresent(states::add);
        RolloutState state = states.take();
        while (more.test(state) && !state.phase().terminal()) {
          state = states.take();
        }
      } finally {
        unlisten.run();
      }
    }

    @Override
    public synchronized void close() {
      if (ended.getCount() > 0) {
        service.close();
        state.delete(ENDPOINT);
        state.close();
        ended.countDown();
      }
    }
  }
}
