package dev.fleetgate.promql;

/// What an expression yields.
public enum ValueType {
  SCALAR("scalar"),
  VECTOR("instant vector"),
  MATRIX("range vector"),
  STRING("string");

  private final String words;

  ValueType(String words) {
    this.words = words;
  }

  /// The name in Prometheus's documentation, such as `instant vector`.
  public String words() {
    return words;
  }
}
