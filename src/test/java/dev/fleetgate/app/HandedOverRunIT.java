package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.Demo;
import dev.fleetgate.cli.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rollout run` on the state folder of a whole service that runs, over simulated clusters: handed
/// over, followed to its end, and read when the service is gone.
final class HandedOverRunIT {
  private static final Path DOCUMENTS = Path.of("src/main/resources/dev/fleetgate/demo");

  @TempDir private Path folder;

  private final Wiring wiring = new Wiring("test");
  private final Demo demo = wiring.demo(new Demo.Wanted(3, 0, 50));

  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void copyDocuments() throws IOException {
    Files.createDirectories(folder.resolve("gates"));
    for (String file : List.of("checkout-2.yaml", "gates/checkout-errors.yaml")) {
      Files.copy(DOCUMENTS.resolve(file), folder.resolve(file));
    }
  }

  @AfterEach
  void close() {
    demo.close();
  }

  private Ended rollout(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);
    List<String> all = new ArrayList<>(List.of("rollout"));
    all.addAll(List.of(args));
    all.add("--state=" + demo.folder().resolve("state"));
    int exitCode = new CommandLineInterface("test", screen, wiring).run(all.toArray(new String[0]));
    return new Ended(exitCode, out.toString(), err.toString());
  }

  @Test
  void run_succeedsInTheProgramThatHoldsTheFolder() {
    String fleet = "--fleet=" + demo.folder().resolve("fleet.yaml");
    Ended run = rollout("run", folder.resolve("checkout-2.yaml").toString(), fleet);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("rollout checkout-2: Succeeded, 3 Succeeded\n");
    assertThat(run.err()).contains("which runs the rollout; this command follows it");
    assertThat(demo.image("eu-3")).isEqualTo("checkout:2");
    assertThat(rollout("run", "--continue=checkout-2", fleet).exitCode()).isEqualTo(65);
    assertThat(rollout("watch", "checkout-2").exitCode()).isZero();
  }
}
