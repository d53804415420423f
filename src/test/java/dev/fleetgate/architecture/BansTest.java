package dev.fleetgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clocks, waiting, output, futures and I/O are found wherever they hide.
final class BansTest {
  @TempDir private Path folder;

  @Test
  void clock_outsideApp_fails() throws IOException {
    JavaClasses classes =
        inRooms(
            List.of("observer", "app"),
            "System.nanoTime()",
            "System.currentTimeMillis()",
            "java.time.Instant.now()",
            "java.time.ZonedDateTime.now()",
            "java.time.InstantSource.system()",
            "java.time.Clock.systemUTC()",
            "new java.util.Date()",
            "(java.util.function.Supplier<?>) java.time.Instant::now");

    assertThat(BanCheck.problems(classes, BanCheck.CLOCK))
        .hasSize(8)
        .contains(
            "Observer.java:6: clock: java.time.Instant.now (expected: only in [app, peers]; take"
                + " now as an argument, or a java.time.InstantSource as a constructor argument)")
        .allSatisfy(problem -> assertThat(problem).startsWith("Observer.java:"));
  }

  @Test
  void sleep_outsideApp_fails() throws IOException {
    JavaClasses classes =
        inRooms(
            List.of("kube", "app"),
            "(java.util.concurrent.Callable<?>) () -> { Thread.sleep(1); return 1; }");

    assertThat(BanCheck.problems(classes, BanCheck.SLEEP))
        .singleElement()
        .asString()
        .startsWith(
            "Kube.java:4: waiting: java.lang.Thread.sleep (expected: only in [app, peers];");
  }

  @Test
  void standardOutput_outsideAppAndCli_fails() throws IOException {
    JavaClasses classes = inRooms(List.of("kube", "app", "cli"), "System.out");

    assertThat(BanCheck.problems(classes, BanCheck.OUTPUT))
        .containsExactly(
            "Kube.java:4: standard output: java.lang.System.out (expected: only in [app, cli]; log,"
                + " or return the text to the caller)");
  }

  @Test
  void future_inASignature_failsOutsideHttpAndPrometheus() throws IOException {
    String body =
        "class A {\n  java.util.concurrent.CompletableFuture<String> ask() { return null; }\n}";
    var snippets = new Snippets(folder);
    JavaClasses classes =
        Classes.in(
            snippets.compile(
                "package dev.fleetgate.kube;\n\n" + body,
                "package dev.fleetgate.http;\n\n" + body));

    assertThat(BanCheck.futuresInSignatures(classes))
        .singleElement()
        .asString()
        .startsWith(
            "A.java:4: future: java.util.concurrent.CompletableFuture in the signature of ask");
  }

  @Test
  void world_inAPureRoom_fails() throws IOException {
    JavaClasses classes =
        inRooms(
            List.of("gates", "files"),
            "java.nio.file.Path.of(\".\")",
            "new java.util.concurrent.Semaphore(1)",
            "Thread.currentThread()",
            "new java.util.Random()",
            "java.util.UUID.randomUUID()",
            "String.class.getResourceAsStream(\"a\")",
            "java.net.http.HttpClient.newHttpClient()",
            "java.net.URI.create(\"a value\")");

    List<String> problems = PurityCheck.problems(classes);

    for (int line = 4; line <= 10; line++) {
      assertThat(problems).anySatisfy(startsWith("Gates.java:" + line + ": pure room: java."));
    }
    assertThat(problems).noneSatisfy(startsWith("Gates.java:11:"));
    assertThat(problems).noneSatisfy(startsWith("Files.java"));
  }

  private static ThrowingConsumer<String> startsWith(String beginning) {
    return problem -> assertThat(problem).startsWith(beginning);
  }

  /// One class in each room, named like it, with the expressions on its lines from the fourth on.
  private JavaClasses inRooms(List<String> rooms, String... expressions) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String room : rooms) {
      var text = new StringBuilder("package dev.fleetgate." + room + ";\n\nclass ");
      text.append(room.substring(0, 1).toUpperCase(Locale.ROOT)).append(room.substring(1));
      text.append(" {\n");
      for (int field = 0; field < expressions.length; field++) {
        text.append("  Object f").append(field).append(" = ").append(expressions[field]);
        text.append(";\n");
      }
      texts.add(text.append("}\n").toString());
    }
    return Classes.in(new Snippets(folder).compile(texts.toArray(String[]::new)));
  }
}
