package dev.fleetgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.fleetgate.model.Rule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule that input can break (of loaders, command line, API, webhook and stored state) is
/// broken by somebody: by a file of `src/test/resources/spec`, which
/// [dev.fleetgate.spec.FixtureTest] loads, or by a test that names the rule in what it runs. The
/// list is found, not kept.
final class EveryRuleTest {
  private static final Path FIXTURES = Path.of("src/test/resources/spec");
  private static final JavaClasses PROGRAM = classesOf(Rule.class);
  private static final List<JavaClass> TESTS =
      classesOf(EveryRuleTest.class).stream().filter(EveryRuleTest::test).toList();

  private static JavaClasses classesOf(Class<?> one) {
    try {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ClassFileImporter().importPath(place);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// Whether a class was written below `src/test`, wherever it was compiled to.
  private static boolean test(JavaClass type) {
    String outermost = type.getName().replaceAll("\\$.*", "");
    return Files.exists(Path.of("src/test/java", outermost.replace('.', '/') + ".java"));
  }

  /// Each rule as `room/rule`, with the class and constant that is it.
  private static Map<String, String> rules() {
    Map<String, String> rules = new TreeMap<>();
    for (JavaClass type : PROGRAM) {
      if (type.isEnum() && type.isAssignableTo(Rule.class)) {
        Arrays.stream(type.reflect().getEnumConstants())
            .map(Rule.class::cast)
            .forEach(rule -> rules.put(key(rule), type.getName() + "." + rule.name()));
      }
    }
    return rules;
  }

  private static String key(Rule rule) {
    String room = rule.getClass().getPackageName().replace("dev.fleetgate.", "");
    return room.split("\\.", -1)[0] + "/" + rule.id();
  }

  private static Set<String> fixtures() throws IOException {
    try (Stream<Path> paths = Files.walk(FIXTURES, 2)) {
      Set<String> keys = new TreeSet<>();
      paths
          .filter(path -> path.toString().endsWith(".yaml") || Files.isDirectory(path))
          .map(FIXTURES::relativize)
          .filter(path -> path.getNameCount() == 2)
          .forEach(path -> keys.add(path.toString().replace(".yaml", "")));
      return keys;
    }
  }

  /// Constants of rules that are named in what tests run.
  private static Set<String> named() {
    Set<String> named = new HashSet<>();
    for (JavaCodeUnit unit : run()) {
      for (JavaFieldAccess access : unit.getFieldAccesses()) {
        named.add(access.getTargetOwner().getName() + "." + access.getName());
      }
    }
    return named;
  }

  /// Methods that tests run: theirs, the sources of their rows, and what these call.
  private static Set<JavaCodeUnit> run() {
    Map<String, JavaCodeUnit> units = new HashMap<>();
    TESTS.forEach(type -> type.getCodeUnits().forEach(unit -> units.put(unit.getFullName(), unit)));
    Deque<JavaCodeUnit> open = new ArrayDeque<>();
    TESTS.forEach(type ->
        type.getMethods()
            .forEach(method -> {
              if (method.isAnnotatedWith(Test.class)) {
                open.add(method);
              }
              if (method.isAnnotatedWith(ParameterizedTest.class)) {
                open.add(method);
                open.addAll(sources(method, units));
              }
            }));
    Set<JavaCodeUnit> run = new HashSet<>();
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.remove();
      if (run.add(unit)) {
        unit.getCallsFromSelf().stream()
            .map(call -> units.get(call.getTarget().getFullName()))
            .filter(called -> called != null)
            .forEach(open::add);
      }
    }
    return run;
  }

  private static Set<JavaCodeUnit> sources(JavaCodeUnit test, Map<String, JavaCodeUnit> units) {
    Set<JavaCodeUnit> sources = new HashSet<>();
    if (test.isAnnotatedWith(MethodSource.class)) {
      for (String name : test.getAnnotationOfType(MethodSource.class).value()) {
        String whole =
            name.contains("#") ? name.replace('#', '.') : test.getOwner().getName() + "." + name;
        sources.addAll(
            units.entrySet().stream()
                .filter(entry -> entry.getKey().equals(whole + "()"))
                .map(Map.Entry::getValue)
                .toList());
      }
    }
    return sources;
  }

  @Test
  void everyRule_isBrokenByAFileOrByATest() throws IOException {
    Map<String, String> rules = rules();
    assertThat(rules).hasSizeGreaterThan(100);
    Set<String> named = named();
    Set<String> rest = new TreeSet<>(rules.keySet());
    rest.removeAll(fixtures());
    rest.removeIf(key -> named.contains(rules.get(key)));
    assertThat(rest).as("rules without a fixture").isEmpty();
  }

  @Test
  void everyFixture_isOfARule() throws IOException {
    assertThat(rules().keySet()).containsAll(fixtures());
  }
}
