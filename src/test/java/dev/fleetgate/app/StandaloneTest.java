package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.cli.CommandLineInterface;
import dev.fleetgate.cli.Endpoint;
import dev.fleetgate.cli.ExitCode;
import dev.fleetgate.cli.FleetFile;
import dev.fleetgate.cli.Screen;
import dev.fleetgate.cli.Serving;
import dev.fleetgate.files.StateFolder;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Problems;
import dev.fleetgate.spec.Bundle;
import dev.fleetgate.spec.BundleLoader;
import dev.fleetgate.spec.Inputs;
import dev.fleetgate.spec.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts that are refused, and what they leave behind.
final class StandaloneTest {
  private static final String FLEET =
      """
      apiVersion: fleetgate.dev/v1alpha1
      kind: Fleet
      metadata: {name: retail}
      spec:
        clusters:
        - kubeconfig: {path: kubeconfig, contexts: ["*"]}
          prometheus: {url: "http://127.0.0.1:1"}
      """;
  private static final String NO_TOKEN =
      FLEET + "  alertmanagers: [{tokenFile: token, cluster: eu-1}]\n";

  @TempDir private Path folder;

  private final BundleLoader bundles = new Wiring("test").bundles();

  private Path state() {
    return folder.resolve("state");
  }

  private record Ended(int exitCode, String err) {}

  private Ended serve(String fleet) throws IOException {
    Path file = Files.writeString(folder.resolve("fleet.yaml"), fleet);
    StringWriter err = new StringWriter();
    Screen screen =
        new Screen(new PrintWriter(new StringWriter()), new PrintWriter(err, true), false);
    int exitCode =
        new CommandLineInterface("test", screen, new Wiring("test"))
            .run("serve", "--fleet=" + file, "--state=" + state(), "--port=0");
    return new Ended(exitCode, err.toString());
  }

  @Test
  void alertmanagersTokenThatIsNotThere_isRefused_andNothingIsWritten() throws IOException {
    Ended serve = serve(NO_TOKEN);

    assertThat(serve.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(serve.err()).contains("tokenFile: \"token\": not there");
    assertThat(state()).doesNotExist();
  }

  @Test
  void parameterThatDoesNotFit_isRefused_andNothingIsWritten() throws IOException {
    Ended serve = serve(FLEET + "  rulePacks: [{name: http-service, params: {interval: 60s}}]\n");

    assertThat(serve.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(serve.err()).contains("interval", "60s");
    assertThat(state()).doesNotExist();
  }

  @Test
  void unknownRulePack_isRefused_andNothingIsWritten() throws IOException {
    Ended serve = serve(FLEET + "  rulePacks: [fleetgate-cor]\n");

    assertThat(serve.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(serve.err()).contains("did you mean fleetgate-core?");
    assertThat(state()).doesNotExist();
  }

  @Test
  void refusedStart_leavesAFolderThatIsThereAsItIs_andFree() throws IOException {
    StateFolder.hold(state()).orElseThrow().close();

    Serving.Wanted wanted = wanted(NO_TOKEN);
    Standalone standalone = new Standalone("test", bundles);

    assertThatThrownBy(() -> standalone.serve(wanted))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tokenFile");

    assertThat(state()).isDirectoryNotContaining(file -> !file.endsWith("lock"));
    assertThat(StateFolder.isHeld(state())).isFalse();
  }

  @Test
  void folderHeldElsewhere_isSaid_withoutReadingWhatOnlyAServiceNeeds() throws IOException {
    try (StateFolder held = StateFolder.hold(state()).orElseThrow()) {
      held.write(Endpoint.FILE, "{}");

      assertThat(new Standalone("test", bundles).serve(wanted(NO_TOKEN)))
          .isEqualTo(new Serving.HeldElsewhere(state()));
    }
  }

  private Serving.Wanted wanted(String fleet) {
    Problems problems = new Problems();
    Bundle bundle = bundles.load(Inputs.of(new Source("fleet.yaml", fleet)), problems);
    problems.throwIfAny();
    FleetFile file = new FleetFile(bundle.fleets().getFirst(), bundle.rulePacks(), folder);
    return new Serving.Wanted(file, state(), "127.0.0.1", 0, Set.of());
  }
}
