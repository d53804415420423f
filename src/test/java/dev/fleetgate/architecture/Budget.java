package dev.fleetgate.architecture;

/// Hard limits of size.
///
/// @param fileLines lines of a file
/// @param methodLines lines of a method, signature included, annotations and comment not
/// @param complexity cyclomatic complexity of a method, see [Complexity]
/// @param methodParameters parameters of a method
/// @param constructorParameters parameters of a constructor; records are exempt
/// @param tablesAreExempt whether a method that gives a `Stream` of cases may have any length
record Budget(
    int fileLines,
    int methodLines,
    int complexity,
    int methodParameters,
    int constructorParameters,
    boolean tablesAreExempt) {
  /// For the program.
  static final Budget MAIN = new Budget(400, 40, 10, 4, 7, false);

  /// For its tests, where a parameter may be a column of a table.
  static final Budget TESTS = new Budget(400, 40, 10, 6, 7, true);
}
