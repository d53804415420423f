package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole demo, as its users start it but in this process.
final class DemoIT {
  private static final Path GATE =
      Path.of("src/main/resources/dev/fleetgate/demo/gates/checkout-errors.yaml");

  @TempDir private Path folder;

  @Test
  void demo_stopsTheSecondChangeInWaveTwo_andPutsItBack() {
    Ended demo = run("demo", "--speed", "20");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.err()).contains("http://127.0.0.1:", "/login?once=");
    assertThat(demo.out())
        .containsPattern("checkout-2 +Succeeded +rest +8 +8 Succeeded")
        .containsPattern("checkout-3 +RolledBack +canary +1 +1 Undone")
        .containsPattern("checkout-3 +RolledBack +early +3 +3 Undone")
        .containsPattern("checkout-3 +RolledBack +rest +8 +8 untouched")
        .containsPattern("last value 0\\.12\\d{0,2} \\(expected: value <= 0\\.05\\)")
        .contains("4 clusters put back to checkout:2")
        .contains("\nwent as it should, in ");
  }

  @Test
  void demo_letsTheSecondChangePass_whenTheLimitIsLoosened() throws Exception {
    String gate = Files.readString(GATE);
    Files.writeString(folder.resolve("gate.yaml"), gate.replace("value <= 0.05", "value <= 0.5"));

    Ended demo = run("demo", "--clusters", "4", "--gates", folder.toString(), "--output", "json");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    JsonNode report = new JsonMapper().readTree(demo.out());
    assertThat(report.at("/asTold").asBoolean()).isTrue();
    assertThat(report.at("/changes/1/ended").asText()).isEqualTo("Succeeded");
    assertThat(report.at("/changes/1/images/0").asText()).isEqualTo("checkout:3");
    assertThat(report.at("/changes/1/images")).hasSize(1);
  }

  @Test
  void demo_isNotAsTold_whenTheGateAsksWhatTheSimulationDoesNotKnow() throws Exception {
    String gate = Files.readString(GATE);
    Files.writeString(
        folder.resolve("gate.yaml"), gate.replaceAll("(query: .*)", "$1 + on() sum(node_load1)"));

    Ended demo = run("demo", "--clusters", "3", "--speed", "40", "--gates", folder.toString());

    assertThat(demo.exitCode()).as(demo.err()).isEqualTo(3);
    assertThat(demo.out())
        .contains("the simulation does not know: eu-1: POST /api/v1/query", "timestamp(node_load1)")
        .contains("did NOT go as it should");
  }

  private record Ended(int exitCode, String out, String err) {}

  private static Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);
    int exitCode = new CommandLineInterface("test", screen, new Wiring("test")).run(args);
    return new Ended(exitCode, out.toString(), err.toString());
  }
}
