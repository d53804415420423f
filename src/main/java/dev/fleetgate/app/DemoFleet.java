package dev.fleetgate.app;

import dev.fleetgate.cli.Demo;
import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.cli.Serving;
import dev.fleetgate.model.Problems;
import dev.fleetgate.sim.ScaledClock;
import dev.fleetgate.sim.SimulatedFleet;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The demo: the service of `serve` in a temporary folder, with nothing exchanged but the endpoints
/// that its Fleet names, and the clock.
///
/// Thread safety: closed once, by the command or when the process is asked to end.
final class DemoFleet implements Demo {
  private static final String FIRST_IMAGE = "checkout:1";
  private static final String BAD_IMAGE = "checkout:3";
  private static final double BAD_RATIO = 0.12;
  private static final double GOOD_RATIO = 0.002;
  private static final int TRIES = 20;
  private static final Logger LOG = LoggerFactory.getLogger(DemoFleet.class);

  private final ScaledClock clock;
  private final SimulatedFleet fleet;
  private final Path folder;
  private final Serving serving;
  private final List<String> names;
  private final ExitCodeAtEnd exitCode = new ExitCodeAtEnd();
  private boolean closed;

  private DemoFleet(
      ScaledClock clock, SimulatedFleet fleet, Path folder, Serving serving, List<String> names) {
    this.clock = clock;
    this.fleet = fleet;
    this.folder = folder;
    this.serving = serving;
    this.names = names;
  }

  static DemoFleet start(Wanted wanted, BundleLoader bundles, Standalone standalone) {
    ScaledClock clock = new ScaledClock(InstantSource.system(), wanted.speed());
    List<String> names = names(wanted.clusters());
    SimulatedFleet fleet =
        new SimulatedFleet(
            clock,
            names,
            FIRST_IMAGE,
            (name, image) -> errorRatio(names.indexOf(name), names.size(), image));
    try {
      Path folder = Files.createTempDirectory("fleetgate-demo-");
      FleetFile document = document(folder, fleet.start(), bundles);
      Serving serving =
          standalone.serve(
              new Serving.Wanted(
                  document, folder.resolve("state"), "127.0.0.1", wanted.port(), Set.of()),
              clock,
              wanted.speed());
      DemoFleet demo = new DemoFleet(clock, fleet, folder, serving, names);
      Runtime.getRuntime().addShutdownHook(new Thread(demo::processEnds, "demo-end"));
      return demo;
    } catch (IOException e) {
      fleet.close();
      throw new UncheckedIOException(e);
    }
  }

  /// `eu-01`, `eu-02`, ...: as many digits as the last one needs.
  private static List<String> names(int clusters) {
    String form = "eu-%0" + String.valueOf(clusters).length() + "d";
    List<String> names = new ArrayList<>();
    for (int number = 1; number <= clusters; number++) {
      names.add(form.formatted(number));
    }
    return names;
  }

  /// The first is the canary, a quarter goes early.
  private static String ring(int index, int clusters) {
    if (index == 0) {
      return "canary";
    }
    return index <= Math.max(1, clusters / 4) ? "early" : "rest";
  }

  /// Version 3 does not get along with what the clusters of the ring `early` have.
  private static double errorRatio(int index, int clusters, String image) {
    boolean bad = image.equals(BAD_IMAGE) && ring(index, clusters).equals("early");
    return (bad ? BAD_RATIO : GOOD_RATIO) + 0.0005 * (index % 4);
  }

  private static FleetFile document(
      Path folder, List<SimulatedFleet.Child> children, BundleLoader bundles) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: fleetgate.dev/v1alpha1
            kind: Fleet
            metadata: {name: demo}
            spec:
              rulePacks: [fleetgate-core, {name: http-service, params: {namespace: %s, interval: 5s}}]
              clusters:
            """
                .formatted(SimulatedFleet.NAMESPACE));
    for (int index = 0; index < children.size(); index++) {
      SimulatedFleet.Child child = children.get(index);
      text.append(
          """
            - kubeconfig:
                path: kubeconfig.yaml
                contexts: ["%s"]
                labels: {fleet: demo, ring: %s}
              prometheus: {url: "%s"}
          """
              .formatted(child.name(), ring(index, children.size()), child.prometheus()));
    }
    Path file = folder.resolve("fleet.yaml");
    Files.writeString(folder.resolve("kubeconfig.yaml"), SimulatedFleet.kubeconfig(children));
    Files.writeString(file, text);
    Problems problems = new Problems();
    Inputs inputs = Inputs.of(new Source(file.toString(), text.toString()));
    Bundle bundle = bundles.load(inputs, problems);
    problems.throwIfAny();
    return new FleetFile(bundle.fleets().getFirst(), bundle.rulePacks(), folder);
  }

  @Override
  public Serving serving() {
    return serving;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public String image(String cluster) {
    return fleet.image(cluster);
  }

  @Override
  public double errorRatio(String cluster) {
    return errorRatio(names.indexOf(cluster), names.size(), image(cluster));
  }

  @Override
  public List<String> notKnown() {
    return fleet.notKnown();
  }

  @Override
  public void endWith(int code) {
    exitCode.set(code);
  }

  private void processEnds() {
    close();
    exitCode.end();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (serving instanceof Serving.Running running) {
      quietly(running.handle()::close);
    }
    quietly(fleet::close);
    if (!TemporaryFolder.delete(folder, TRIES)) {
      LOG.warn("could not delete {}; delete it by hand", folder);
    }
  }

  /// What does not stop ends with the process.
  private static void quietly(Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      LOG.debug("a part of the demo did not stop", e);
    }
  }
}
