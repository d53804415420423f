package dev.fleetgate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Names of packages and classes that say nothing about what they hold.
final class NameCheck {
  private static final Set<String> BANNED_PACKAGES =
      Set.of("util", "common", "manager", "helper", "impl", "internal", "misc");
  private static final Pattern BANNED_SUFFIX =
      Pattern.compile(".*(Manager|Helper|Utils?|Data|Info|Impl)");

  /// Words of the users in which the suffix is the subject itself, such as a gate's `noData`.
  private static final Set<String> USERS_WORDS = Set.of("NoData");

  private NameCheck() {}

  /// One sentence for each banned name.
  static List<String> problems(JavaClasses classes) {
    var problems = new TreeSet<String>();
    for (JavaClass javaClass : classes) {
      String where = Classes.where(javaClass);
      for (String part : javaClass.getPackageName().split("\\.", -1)) {
        if (BANNED_PACKAGES.contains(part)) {
          problems.add(
              "%s: package name: \"%s\" (expected: a noun of the domain; name what lives there)"
                  .formatted(where, part));
        }
      }
      String name = javaClass.getSimpleName();
      if (BANNED_SUFFIX.matcher(name).matches() && !USERS_WORDS.contains(name)) {
        problems.add(
            "%s: class name: \"%s\" (expected: a suffix that says the role, such as Client, Judge or Loader; rename it)"
                .formatted(where, name));
      }
    }
    return new ArrayList<>(problems);
  }
}
