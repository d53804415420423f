package dev.fleetgate.app;

import dev.fleetgate.cli.Endpoint;
import dev.fleetgate.cli.Launch;
import dev.fleetgate.cli.Serving;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.observer.Observer.Happening;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.spec.BundleLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs a service on a state folder, and leaves its address and token there for the other commands.
final class Standalone {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /// How often the endpoint of another process is looked for: ten seconds.
  private static final int PATIENCE = 100;

  private final String version;
  private final BundleLoader bundles;

  Standalone(String version, BundleLoader bundles) {
    this.version = version;
    this.bundles = bundles;
  }

  Serving serve(Serving.Wanted wanted) {
    return serve(wanted, InstantSource.system(), 1);
  }

  /// @param speed seconds of the clock in a real second
  /// @throws dev.fleetgate.model.BadInputException if the fleet asks for what cannot be had; then
  ///   nothing was written
  Serving serve(Serving.Wanted wanted, InstantSource clock, double speed) {
    try {
      Optional<Held> held = hold(wanted);
      return held.isEmpty()
          ? new Serving.HeldElsewhere(wanted.state())
          : serve(
              wanted,
              new Service.Plan(
                  held.get().parts(), held.get().state(), version, names(wanted), clock, speed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Serving.NotStarted("stopped while starting");
    } catch (UncheckedIOException e) {
      return new Serving.NotStarted(String.valueOf(e.getMessage()));
    }
  }

  /// Names under which it may be called: a host that is an address is one in any case.
  private static Set<String> names(Serving.Wanted wanted) {
    return Stream.concat(wanted.names().stream(), Stream.of(wanted.host()))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /// A folder that is held, and what its service is made of.
  private record Held(StateFolder state, Service.Parts parts) {}

  /// Takes the folder, unless another process holds it and listens. One that has not written its
  /// endpoint is about to listen or about to end. The service's parts are read before the folder is
  /// made, and not at all where another process holds it: there its own count.
  private Optional<Held> hold(Serving.Wanted wanted) throws InterruptedException {
    Path folder = wanted.state();
    for (int tries = 0; ; tries++) {
      if (!StateFolder.isHeld(folder)) {
        Service.Parts parts = Service.parts(wanted.file(), bundles);
        Optional<StateFolder> held = StateFolder.hold(folder);
        if (held.isPresent()) {
          return held.map(state -> new Held(state, parts));
        }
      }
      if (tries == PATIENCE || Files.exists(folder.resolve(Endpoint.FILE))) {
        return Optional.empty();
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private Serving serve(Serving.Wanted wanted, Service.Plan plan) {
    StateFolder state = plan.state();
    state.delete(Endpoint.FILE);
    String token = token();
    boolean begun = false;
    try {
      Service service = new Service(plan, token);
      Started started = new Started(service, state);
      try {
        Service.Begun listening = service.begin(wanted.host(), wanted.port());
        state.writeSecret(
            Endpoint.FILE,
            Endpoint.of(listening.address(), token, wanted.file().fleet(), wanted.file().folder())
                .text());
        begun = true;
        if (!closesAtTheEnd(started)) {
          started.close();
          return new Serving.NotStarted("it was asked to end while it started");
        }
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

  /// False if the process is ending already.
  private static boolean closesAtTheEnd(Started started) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(started::processEnds, "shutdown"));
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
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
    private final ExitCodeAtEnd exitCode = new ExitCodeAtEnd();

    Started(Service service, StateFolder state) {
      this.service = service;
      this.state = state;
    }

    void processEnds() {
      close();
      exitCode.end();
    }

    @Override
    public void endWith(int code) {
      exitCode.set(code);
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
        try {
          service.close();
        } finally {
          state.delete(Endpoint.FILE);
          state.close();
          ended.countDown();
        }
      }
    }
  }
}
