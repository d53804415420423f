package dev.fleetgate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.ExitCode;
import dev.fleetgate.cli.Screen;
import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import dev.fleetgate.peers.Prometheus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `fleetgate gate run` as a user types it, on a real Prometheus.
@ExtendWith(PeersExtension.class)
final class GateRunIT {
  private static final String GATE =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Gate
      metadata: {name: errors}
      spec:
        args: [{name: service}]
        metrics:
        - name: ratio
          query: >-
            sum(rate(requests_total{service="{{args.service}}",code="500"}[1m]))
            / sum(rate(requests_total{service="{{args.service}}"}[1m]))
          successCondition: value < 0.05
          failureCondition: value > 0.2
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Prometheus prometheus, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("errors.yaml"), GATE, UTF_8);
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);
    String[] args = new String[more.length + 5];
    args[0] = "gate";
    args[1] = "run";
    args[2] = file.toString();
    args[3] = "--prometheus=" + prometheus.url();
    args[4] = "--timeout=2s";
    System.arraycopy(more, 0, args, 5, more.length);
    return new CommandLineInterface("1", screen, new Wiring("test")).run(args);
  }

  /// Two services, every 15 s from 20 min ago until 10 min from now.
  private static String samples() {
    Instant now = InstantSource.system().instant();
    StringBuilder text = new StringBuilder("# TYPE requests counter\n");
    series(text, "requests_total{service=\"good\",code=\"200\"}", 10, now);
    series(text, "requests_total{service=\"good\",code=\"500\"}", 0.01, now);
    series(text, "requests_total{service=\"bad\",code=\"200\"}", 10, now);
    series(text, "requests_total{service=\"bad\",code=\"500\"}", 5, now);
    return text.append("# EOF\n").toString();
  }

  private static void series(StringBuilder text, String series, double rate, Instant now) {
    for (int second = -1200; second <= 600; second += 15) {
      text.append(series)
          .append(' ')
          .append(rate * (second + 1200))
          .append(' ')
          .append(now.plusSeconds(second).getEpochSecond())
          .append('\n');
    }
  }

  @Test
  void verdictsAndExitCodes_comeFromARealPrometheus(Lab lab) throws IOException {
    Prometheus prometheus = lab.prometheusHolding(samples());
    assertThat(run(prometheus, "--arg=service=good")).isEqualTo(ExitCode.PASSED);
    assertThat(run(prometheus, "--arg=service=bad")).isEqualTo(ExitCode.FAILED);
    assertThat(run(prometheus, "--arg=service=none")).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(run(prometheus)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            good -> assertThat(good).startsWith("gate errors on local: passed: "),
            bad -> assertThat(bad).startsWith("gate errors on local: failed: "),
            none -> assertThat(none).startsWith("gate errors on local: inconclusive: "));
    assertThat(err.toString()).contains("NoData").contains("argument service: no value");
  }

  @Test
  void prometheusThatIsGone_isInconclusiveAndNeverPasses(Lab lab) throws IOException {
    Prometheus prometheus = lab.prometheusHolding(samples());
    prometheus.stop();
    assertThat(run(prometheus, "--arg=service=good")).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(err.toString()).contains("PrometheusUnreachable");
  }
}
