package dev.fleetgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each check of [ArchitectureTest] fails on a small program that breaks its rule, and says where,
/// what was found and what to do.
final class ChecksTest {
  @TempDir private Path folder;
  private Snippets snippets = new Snippets(Path.of("target"));

  @BeforeEach
  void startEmpty() {
    snippets = new Snippets(folder);
  }

  @Test
  void arrow_thatIsNotListed_fails() throws IOException {
    JavaClasses classes =
        compiled(
            "package dev.fleetgate.rollout;\n\npublic class Wave {}",
            "package dev.fleetgate.gates;\n\nclass Gate {\n  dev.fleetgate.rollout.Wave wave;\n}");

    assertThat(ArrowCheck.problems(classes))
        .containsExactly(
            "Gate.java:0: arrow: gates imports dev.fleetgate.rollout.Wave (expected: only [model,"
                + " promql]; turn the arrow with a port, or an ADR and a line in Rooms)");
  }

  @Test
  void arrow_thatIsListed_passes() throws IOException {
    JavaClasses classes =
        compiled(
            "package dev.fleetgate.model;\n\npublic class Sample {}",
            "package dev.fleetgate.gates;\n\nclass Gate {\n  dev.fleetgate.model.Sample[] all;\n}");

    assertThat(ArrowCheck.problems(classes)).isEmpty();
  }

  @Test
  void siblings_thatImportEachOther_fail() throws IOException {
    JavaClasses classes =
        compiled(
            "package dev.fleetgate.kube.install;\n\npublic class Apply {}",
            "package dev.fleetgate.kube.claim;\n\nclass Claim {\n  Object a ="
                + " new dev.fleetgate.kube.install.Apply();\n}");

    assertThat(ArrowCheck.problems(classes))
        .containsExactly(
            "Claim.java:4: arrow: dev.fleetgate.kube.claim imports dev.fleetgate.kube.install.Apply"
                + " (expected: no import between siblings; move the shared word up)");
  }

  @Test
  void room_thatIsNotInTheTable_fails() throws IOException {
    JavaClasses classes = compiled("package dev.fleetgate.attic;\n\nclass Box {}");

    assertThat(ArrowCheck.problems(classes))
        .singleElement()
        .asString()
        .startsWith(
            "Box.java:0: room: package dev.fleetgate.attic (expected: one of [alerts, app,");
  }

  @Test
  void library_behindAnotherRoomsWall_fails() throws IOException {
    String body = "class A {\n  org.slf4j.Logger log;\n}";
    JavaClasses classes =
        compiled(
            "package dev.fleetgate.gates;\n\n" + body,
            "package dev.fleetgate.observer;\n\n" + body);

    assertThat(ArrowCheck.problems(classes))
        .containsExactly(
            "A.java:0: library: gates uses org.slf4j.Logger (expected: only []; keep it behind the"
                + " wall of the room that owns it)");
  }

  @Test
  void library_inWiring_passes() throws IOException {
    JavaClasses classes =
        compiled(
            "package dev.fleetgate.app;\n\nclass Wiring {\n  io.vertx.core.Vertx vertx;\n}",
            "package dev.fleetgate.app;\n\nclass Main {\n  io.vertx.core.Vertx vertx;\n}");

    assertThat(ArrowCheck.problems(classes))
        .singleElement()
        .asString()
        .startsWith("Main.java:0: library: app uses io.vertx.core.Vertx");
  }

  @Test
  void cycle_ofPackages_fails() throws IOException {
    JavaClasses classes =
        compiled(
            "package dev.fleetgate.gates;\n\n"
                + "public class A {\n"
                + "  dev.fleetgate.gates.limits.B b;\n"
                + "}",
            "package dev.fleetgate.gates.limits;\n\n"
                + "public class B {\n"
                + "  dev.fleetgate.gates.A a;\n"
                + "}");

    assertThat(CycleCheck.problems(classes))
        .containsExactly(
            "B.java:0: cycle: dev.fleetgate.gates -> dev.fleetgate.gates.limits ->"
                + " dev.fleetgate.gates (expected: no cycle; turn one arrow with a port)");
  }

  @Test
  void name_thatSaysNothing_fails() throws IOException {
    JavaClasses classes = compiled("package dev.fleetgate.gates.util;\n\nclass GateHelper {}");

    assertThat(NameCheck.problems(classes))
        .containsExactly(
            "GateHelper.java:0: class name: \"GateHelper\" (expected: a suffix that says the role,"
                + " such as Client, Judge or Loader; rename it)",
            "GateHelper.java:0: package name: \"util\" (expected: a noun of the domain; name what"
                + " lives there)");
  }

  @Test
  void package_withoutSign_fails() throws IOException {
    snippets.write("package dev.fleetgate.gates;\n\nclass A {}");

    assertThat(SignCheck.problems(List.of(snippets.sources())))
        .containsExactly(
            "dev/fleetgate/gates/package-info.java:1: package: no sign (expected: a"
                + " package-info.java that says what lives here; write one)");
  }

  @Test
  void package_withAnEmptySign_fails() throws IOException {
    snippets.write("package dev.fleetgate.gates;\n\nclass A {}");
    Path sign = snippets.sources().resolve("dev/fleetgate/gates/package-info.java");
    Files.writeString(sign, "/// The gates.\npackage dev.fleetgate.gates;\n");

    assertThat(SignCheck.problems(List.of(snippets.sources())))
        .containsExactly(
            sign
                + ":1: package comment: 2 words (expected: a /// comment of at least 20; say what"
                + " lives here, what must not enter, whom it may call)",
            sign
                + ":1: package: not null-marked (expected: @NullMarked; add it above the package)");
  }

  private JavaClasses compiled(String... texts) throws IOException {
    return Classes.in(snippets.compile(texts));
  }
}
