package dev.fleetgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The program as it is now keeps the rules of this package. [ChecksTest] shows that each rule can
/// fail.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
  private JavaClasses main = Classes.in(Path.of("target/nothing"));
  private JavaClasses tests = main;

  @BeforeAll
  void read() {
    main = Classes.main();
    tests = Classes.tests();
  }

  @Test
  void everySourceFile_isSeenAsAClass() throws IOException {
    Set<String> seen = new HashSet<>();
    for (JavaClass javaClass : main) {
      seen.add(javaClass.getName());
    }
    List<String> sources =
        Sources.below(Sources.MAIN).stream().map(ArchitectureTest::className).toList();

    assertThat(sources).hasSizeGreaterThan(20);
    assertThat(seen).containsAll(sources);
  }

  @Test
  void rooms_importOnlyAlongTheArrows() {
    assertThat(ArrowCheck.problems(main)).isEmpty();
  }

  @Test
  void packages_haveNoCycles() {
    assertThat(CycleCheck.problems(main)).isEmpty();
  }

  @Test
  void pureRooms_touchNothingOutside() {
    assertThat(PurityCheck.problems(main)).isEmpty();
  }

  @Test
  void clock_isReadOnlyInAppAndPeers() {
    assertThat(BanCheck.problems(main, BanCheck.CLOCK)).isEmpty();
    assertThat(BanCheck.problems(tests, BanCheck.CLOCK)).isEmpty();
  }

  @Test
  void waiting_happensOnlyInAppAndPeers() {
    assertThat(BanCheck.problems(main, BanCheck.SLEEP)).isEmpty();
    assertThat(BanCheck.problems(tests, BanCheck.SLEEP)).isEmpty();
  }

  @Test
  void standardOutput_isUsedOnlyByAppAndCli() {
    assertThat(BanCheck.problems(main, BanCheck.OUTPUT)).isEmpty();
  }

  @Test
  void futures_areInSignaturesOnlyOfHttpAndPrometheus() {
    assertThat(BanCheck.futuresInSignatures(main)).isEmpty();
  }

  @Test
  void names_sayWhatTheyHold() {
    assertThat(NameCheck.problems(main)).isEmpty();
    assertThat(NameCheck.problems(tests)).isEmpty();
  }

  @Test
  void everyPackage_hasASign() throws IOException {
    assertThat(SignCheck.problems(List.of(Sources.MAIN))).isEmpty();
    assertThat(SignCheck.problems(List.of(Sources.MAIN, Sources.TEST))).isEmpty();
    assertThat(SignCheck.problems(List.of(Sources.BENCH))).isEmpty();
  }

  private static String className(Path source) {
    String name = Sources.MAIN.relativize(source).toString();
    return name.substring(0, name.length() - ".java".length()).replace('/', '.');
  }
}
