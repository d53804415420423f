package dev.fleetgate.app;

import dev.fleetgate.cli.CommandLineInterface;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// The process's entry point.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = new CommandLineInterface(version(), out, err).run(args);
    out.flush();
    err.flush();
    System.exit(exitCode);
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
