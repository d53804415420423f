package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class CommandLineInterfaceTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLineInterface commands =
      new CommandLineInterface(
          "1.2.3",
          new Screen(new PrintWriter(out), new PrintWriter(err), false),
          new TestingPorts());

  @Test
  void version_isPrintedToStandardOutput() {
    assertThat(commands.run("--version")).isEqualTo(ExitCode.PASSED);
    assertThat(out).hasToString("fleetgate 1.2.3\n");
    assertThat(err).hasToString("");
  }

  @Test
  void unknownCommand_isAUsageError() {
    assertThat(commands.run("fly")).isEqualTo(ExitCode.USAGE);
    assertThat(out).hasToString("");
    assertThat(err.toString())
        .startsWith("command line: \"fly\": no such command (expected: one of lint, gate,")
        .contains("Usage: fleetgate");
  }

  @Test
  void misspeltCommand_isAnsweredWithTheNearest() {
    assertThat(commands.run("rollout", "pla")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("did you mean plan?");
  }

  @Test
  void everyCommand_knowsItsVersion() {
    assertThat(commands.run("rollout", "run", "--version")).isEqualTo(ExitCode.PASSED);
    assertThat(out).hasToString("fleetgate 1.2.3\n");
  }

  @Test
  void noCommand_isAUsageError() {
    assertThat(commands.run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("command line: no command");
  }

  @Test
  void help_listsEveryCommand_atEachLevel() {
    assertThat(commands.run("--help")).isEqualTo(ExitCode.PASSED);
    assertThat(out.toString())
        .containsSubsequence("lint", "gate", "serve", "rollout", "demo", "clusters", "rules");
    assertThat(commands.run("rollout", "--help")).isEqualTo(ExitCode.PASSED);
    assertThat(out.toString())
        .containsSubsequence("plan", "run", "list", "get", "watch", "pause", "retry");
  }

  @Test
  void commandBelowAnother_isCalledByItsWholeName() {
    assertThat(commands.run("rollout", "plan", "--help")).isEqualTo(ExitCode.PASSED);
    assertThat(out.toString()).contains("Usage: fleetgate rollout plan");
  }

  @Test
  void commandAfterAnOption_isFound() {
    assertThat(commands.run("clusters", "--output=json", "check", "--help"))
        .isEqualTo(ExitCode.PASSED);
  }
}
