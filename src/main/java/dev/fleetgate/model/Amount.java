package dev.fleetgate.model;

/// A whole number, or a percentage of a whole that its user names.
///
/// @param number from 0; of a percentage at most 100
/// @param percent whether the number is a percentage
public record Amount(int number, boolean percent) {
  public Amount {
    if (number < 0 || (percent && number > 100)) {
      throw new IllegalArgumentException(
          "amount: " + number + (percent ? "%" : "") + " (expected: >= 0, at most 100%)");
    }
  }

  public static Amount of(int number) {
    return new Amount(number, false);
  }

  public static Amount percent(int number) {
    return new Amount(number, true);
  }

  /// Of a whole, rounded down.
  public int roundedDown(int whole) {
    return percent ? (int) ((long) whole * number / 100) : number;
  }

  /// Of a whole, rounded up.
  public int roundedUp(int whole) {
    return percent ? (int) (((long) whole * number + 99) / 100) : number;
  }

  @Override
  public String toString() {
    return percent ? number + "%" : String.valueOf(number);
  }
}
