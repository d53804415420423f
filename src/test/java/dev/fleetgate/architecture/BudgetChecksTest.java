package dev.fleetgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each budget can be exceeded, and each forbidden shape is found.
final class BudgetChecksTest {
  private static final Budget SMALL = new Budget(12, 3, 2, 1, 2, false);

  @TempDir private Path folder;

  @Test
  void file_overTheLimit_fails() throws IOException {
    List<String> found = budget("final class A {" + "\n".repeat(11) + "}\n");

    assertThat(found)
        .containsExactly(
            "A.java:1: file: 13 lines (expected: at most 12; split by case or by noun)");
  }

  @Test
  void method_overTheLines_fails() throws IOException {
    assertThat(budget("final class A {\n  void a() {\n\n\n  }\n}"))
        .containsExactly("A.java:3: a(): 4 lines (expected: at most 3; split by case)");
  }

  @Test
  void method_withLongAnnotations_passes() throws IOException {
    assertThat(budget("final class A {\n  @SuppressWarnings(\n\n\"\"\n)\n  void a() {\n\n  }\n}"))
        .isEmpty();
  }

  @Test
  void method_withTooManyBranches_fails() throws IOException {
    assertThat(budget("final class A {\n int a(int b) { return b > 0 && b < 9 ? 1 : 2; }\n}"))
        .containsExactly("A.java:3: a(): complexity 3 (expected: at most 2; split by case)");
  }

  @Test
  void switch_overAClosedSet_countsOne() throws IOException {
    String closed = "final class A {\n enum B { C, D, E, F }\n int a(B b) { return switch (b) {";

    assertThat(budget(closed + " case C -> 1; case D -> 2; case E -> 3; case F -> 4; }; }\n}"))
        .isEmpty();
    assertThat(budget(closed + " case C -> 1; case D -> 2; default -> 4; }; }\n}"))
        .containsExactly("A.java:4: a(): complexity 3 (expected: at most 2; split by case)");
    assertThat(budget(closed + " case B c when c == B.D -> 1; case B c -> 4; }; }\n}"))
        .containsExactly("A.java:4: a(): complexity 3 (expected: at most 2; split by case)");
  }

  @Test
  void parameters_overTheLimit_fail() throws IOException {
    assertThat(budget("final class A {\n  A(int a, int b, int c) {}\n  void d(int a, int b) {}\n}"))
        .containsExactly(
            "A.java:3: constructor: 3 parameters (expected: at most 2; group them in a record)",
            "A.java:4: d(): 2 parameters (expected: at most 1; group them in a record)");
  }

  @Test
  void parameters_ofARecord_areExempt() throws IOException {
    assertThat(budget("record A(int a, int b, int c) {\n  A {\n  }\n}")).isEmpty();
  }

  @Test
  void class_thatIsNotFinal_fails() throws IOException {
    assertThat(shape("class A {\n  Object a = new Object() {};\n}"))
        .containsExactly(
            "A.java:2: class A: not final (expected: final; compose instead of inheriting)");
  }

  @Test
  void staticState_fails() throws IOException {
    String text =
        """
        final class A {
          static int a = 1;
          static final java.util.Map<String, String> b = new java.util.HashMap<>();
          static final int[] c = {1};
          static final java.util.List<String> d = java.util.List.of();
        }
        """;

    assertThat(shape(text))
        .hasSize(3)
        .anySatisfy(
            problem -> assertThat(problem).startsWith("A.java:3: static field a: not final"))
        .anySatisfy(problem ->
            assertThat(problem).startsWith("A.java:4: static field b: java.util.HashMap<"))
        .anySatisfy(problem -> assertThat(problem).startsWith("A.java:5: static field c: int[] ("));
  }

  @Test
  void default_overOurClosedSet_fails() throws IOException {
    String text =
        """
        final class A {
          sealed interface B {}
          record C() implements B {}
          record D() implements B {}
          int a(B b) {
            return switch (b) {
              case C c -> 1;
              default -> 2;
            };
          }
          int a(Thread.State state) {
            return switch (state) {
              case NEW -> 1;
              default -> 2;
            };
          }
        }
        """;

    assertThat(shape(text))
        .containsExactly(
            "A.java:9: switch: default over the closed set dev.fleetgate.gates.A.B (expected: one"
                + " case each; name the cases, so that a new one stops the build)");
  }

  @Test
  void optionalParameter_fails() throws IOException {
    String text =
        "record A(java.util.Optional<String> a) {\n  static void b(Optional<String> c) {}\n}";

    assertThat(shape("import java.util.Optional;\n" + text))
        .containsExactly(
            "A.java:4: parameter c: Optional (expected: Optional only as a result; write two"
                + " methods)");
  }

  @Test
  void nullable_thatLeavesItsPackage_fails() throws IOException {
    String text =
        """
        import org.jspecify.annotations.Nullable;
        public final class A {
          public @Nullable String a() { return null; }
          public void b(@Nullable String c) {}
          @Nullable String d() { return null; }
        }
        """;

    assertThat(shape(text))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("A.java:4: a: @Nullable on a public method (expected: @Nullable only inside");
  }

  @Test
  void room_thatHidesTooLittle_fails() throws IOException {
    String[] texts =
        IntStream.range(0, 6)
            .mapToObj(index ->
                "package dev.fleetgate.kube;\n%sfinal class A%c {}"
                    .formatted(index < 5 ? "public " : "", 'A' + index))
            .toArray(String[]::new);
    var program = Program.of(new Snippets(folder).write(texts));

    assertThat(PublicShareCheck.problems(program))
        .containsExactly(
            "dev/fleetgate/kube:1: room: 5 of 6 top-level types are public (expected: at most 75 %;"
                + " hide what no other room needs)");
  }

  private List<String> budget(String text) throws IOException {
    return withoutFolder(BudgetCheck.problems(program(text), SMALL));
  }

  private List<String> shape(String text) throws IOException {
    return withoutFolder(ShapeCheck.problems(program(text)));
  }

  private Program program(String text) throws IOException {
    return Program.of(new Snippets(folder).write("package dev.fleetgate.gates;\n" + text));
  }

  private static List<String> withoutFolder(List<String> problems) {
    return problems.stream()
        .map(problem -> problem.substring(problem.lastIndexOf('/') + 1))
        .toList();
  }
}
