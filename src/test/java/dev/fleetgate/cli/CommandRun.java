package dev.fleetgate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What one command printed and how it ended.
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(CommandPorts ports, String... args) {
    return of(false, ports, args);
  }

  static CommandRun inColour(CommandPorts ports, String... args) {
    return of(true, ports, args);
  }

  private static CommandRun of(boolean colours, CommandPorts ports, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), colours);
    int exitCode = new CommandLineInterface("1.2.3", screen, ports).run(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
