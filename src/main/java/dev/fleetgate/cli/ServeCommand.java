package dev.fleetgate.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `fleetgate serve`.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Watches the clusters of a fleet and goes on with every unfinished rollout, until it is"
          + " stopped.",
      "",
      "It installs the fleet's rule packs on each cluster, proves that they are in effect, and"
          + " answers the other commands, the page and Alertmanager's webhook. A stop leaves"
          + " rollouts as they are; the next start goes on with them.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped as asked, by Ctrl-C or SIGTERM",
      "3:could not start: the state folder is held, or the address is taken",
      "64:the command line is wrong",
      "65:the Fleet file is refused"
    },
    footerHeading = "%nExample:%n",
    footer = "  fleetgate serve --fleet fleet.yaml --port 8380")
final class ServeCommand implements Callable<Integer> {
  private final CommandPorts ports;
  private final Screen screen;

  @Mixin private FleetOption fleet = new FleetOption();

  @Mixin private StateOption state = new StateOption();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}")
  private String host = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Name under which browsers may call it, beside localhost, addresses and --host; may be"
              + " given several times.")
  private List<String> names = List.of();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8380",
      description = "Port to listen on, 0 for any. Default: ${DEFAULT-VALUE}")
  private int port;

  ServeCommand(CommandPorts ports, Screen screen) {
    this.ports = ports;
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Serving.Wanted wanted =
        new Serving.Wanted(fleet.read(ports), state.folder(), host, port, Set.copyOf(names));
    return switch (ports.serve(wanted)) {
      case Serving.HeldElsewhere(var held) -> {
        screen
            .err()
            .println(
                "state folder "
                    + held
                    + ": another process holds it"
                    + " (expected: one process; stop it, or choose another --state)");
        yield ExitCode.ERROR;
      }
      case Serving.NotStarted(var why) -> {
        screen.err().println(why);
        yield ExitCode.ERROR;
      }
      case Serving.Running running -> {
        running.handle().endWith(ExitCode.PASSED);
        announce(running);
        running.handle().await();
        yield ExitCode.PASSED;
      }
    };
  }

  private void announce(Serving.Running running) {
    running.troubles().forEach(screen.err()::println);
    screen.out().println("listening on " + running.address());
    screen.out().println("page, once: " + running.link());
    screen.out().flush();
  }
}
