package dev.fleetgate.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasSourceCodeLocation;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/// Compiled classes, and how messages point at them.
final class Classes {
  private Classes() {}

  /// The program's own classes.
  static JavaClasses main() {
    return in(Path.of("target/classes"));
  }

  /// The classes of the tests.
  static JavaClasses tests() {
    return in(Path.of("target/test-classes"));
  }

  /// All classes below a folder.
  static JavaClasses in(Path folder) {
    // Names of what is used suffice; reading all libraries as well would take most of the time.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter().importPath(folder);
  }

  /// `Judge.java:12`, or `Judge.java:0` where the class file names no line.
  static String where(HasSourceCodeLocation element) {
    String location = element.getSourceCodeLocation().toString();
    return location.substring(1, location.length() - 1);
  }

  /// The name of the class's file without its ending: that of the outermost class around it.
  static String topLevelName(JavaClass javaClass) {
    String name = javaClass.getName();
    int dollar = name.indexOf('$');
    return dollar < 0 ? name : name.substring(0, dollar);
  }
}
