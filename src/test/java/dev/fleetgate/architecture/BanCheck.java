package dev.fleetgate.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Clocks, waiting, standard output, futures in signatures, and what pure rooms must do without.
final class BanCheck {
  private static final Set<String> TIME_TYPES =
      Set.of(
          "Instant", "LocalDate", "LocalDateTime", "LocalTime", "OffsetDateTime", "ZonedDateTime");
  private static final Set<String> FUTURES =
      Set.of(
          "io.vertx.core.Future",
          "io.vertx.core.Promise",
          "io.vertx.core.Handler",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future");

  static final Ban CLOCK =
      new Ban(
          "clock",
          BanCheck::readsClock,
          Set.of("app", "peers"),
          "take now as an argument, or a java.time.InstantSource as a constructor argument");
  static final Ban SLEEP =
      new Ban(
          "waiting",
          BanCheck::sleeps,
          Set.of("app", "peers"),
          "wait with the observer's port for waiting, which simulated time can drive");
  static final Ban OUTPUT =
      new Ban(
          "standard output",
          BanCheck::printsToProcess,
          Set.of("app", "cli"),
          "log, or return the text to the caller");

  private BanCheck() {}

  /// One sentence for each place that touches what is banned in its room.
  static List<String> problems(JavaClasses classes, Ban ban) {
    var problems = new TreeSet<String>();
    for (JavaClass javaClass : classes) {
      if (!ban.rooms().contains(Rooms.nameOf(javaClass.getName()))) {
        accesses(javaClass)
            .filter(
                access -> ban.touches().test(access.getTargetOwner().getName(), access.getName()))
            .forEach(access -> problems.add(sentence(access, ban)));
      }
    }
    return new ArrayList<>(problems);
  }

  /// One sentence for each method outside `http` and `prometheus` whose signature names a future.
  static List<String> futuresInSignatures(JavaClasses classes) {
    var problems = new TreeSet<String>();
    for (JavaClass javaClass : classes) {
      if (!Set.of("http", "prometheus").contains(Rooms.nameOf(javaClass.getName()))) {
        javaClass.getCodeUnits().stream()
            .filter(unit -> !unit.getName().startsWith("lambda$"))
            .forEach(unit -> futures(unit).forEach(problems::add));
      }
    }
    return new ArrayList<>(problems);
  }

  private static Stream<String> futures(JavaCodeUnit unit) {
    return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
        .map(JavaClass::getName)
        .filter(FUTURES::contains)
        .map(name ->
            "%s: future: %s in the signature of %s (expected: only in http and prometheus; block on a virtual thread)"
                .formatted(Classes.where(unit), name, unit.getName()));
  }

  /// Every call, field access and method reference in a class.
  static Stream<JavaAccess<?>> accesses(JavaClass javaClass) {
    Stream<JavaCodeUnitReference<?>> references =
        javaClass.getCodeUnitReferencesFromSelf().stream();
    return Stream.concat(javaClass.getAccessesFromSelf().stream(), references);
  }

  private static String sentence(JavaAccess<?> access, Ban ban) {
    return "%s: %s: %s.%s (expected: only in %s; %s)"
        .formatted(
            Classes.where(access),
            ban.subject(),
            access.getTargetOwner().getName(),
            access.getName(),
            new TreeSet<>(ban.rooms()),
            ban.remedy());
  }

  private static boolean readsClock(String owner, String member) {
    return switch (owner) {
      case "java.lang.System" -> member.equals("currentTimeMillis") || member.equals("nanoTime");
      case "java.time.InstantSource" -> member.equals("system");
      case "java.time.Clock" -> member.startsWith("system") || member.startsWith("tick");
      case "java.util.Date", "java.util.GregorianCalendar" -> member.equals("<init>");
      default ->
          member.equals("now")
              && owner.startsWith("java.time.")
              && TIME_TYPES.contains(owner.substring("java.time.".length()));
    };
  }

  private static boolean sleeps(String owner, String member) {
    return switch (owner) {
      case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> member.equals("sleep");
      case "java.util.concurrent.locks.LockSupport" -> member.startsWith("park");
      default -> false;
    };
  }

  private static boolean printsToProcess(String owner, String member) {
    return (owner.equals("java.lang.System") && (member.equals("out") || member.equals("err")))
        || member.equals("printStackTrace");
  }
}
