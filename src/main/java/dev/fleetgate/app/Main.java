package dev.fleetgate.app;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.Screen;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/// The process's entry point.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    logLevel(args);
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var screen = new Screen(out, err, colours());
    int exitCode = new CommandLineInterface(version(), screen, new Wiring(version())).run(args);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /// A service is read by its logs; the other commands print what happens. Read by logback.xml, so
  /// it comes before the first logger.
  private static void logLevel(String[] args) {
    if (args.length > 0 && args[0].equals("serve") && System.getenv("FLEETGATE_LOG") == null) {
      System.setProperty("FLEETGATE_LOG", "INFO");
    }
  }

  /// Only on a terminal, and not where https://no-color.org says so.
  private static boolean colours() {
    String unwanted = System.getenv().getOrDefault("NO_COLOR", "");
    return unwanted.isEmpty()
        && Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private static String version() {
    var properties = new Properties();
    try (var text = Main.class.getResourceAsStream("version.properties")) {
      if (text == null) {
        throw new IllegalStateException("version.properties: not in the program's jar");
      }
      properties.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
