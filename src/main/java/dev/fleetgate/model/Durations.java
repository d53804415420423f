package dev.fleetgate.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Prometheus writes them: `30s`, `5m`, `1h30m`, `250ms`, `1d`, `2w`, `1y` (365 days);
/// `0` is zero.
///
/// Source: prometheus/common `model.ParseDuration`.
public final class Durations {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");

  /// From the longest to the shortest, in the order of the groups of [#FORM].
  private static final List<Unit> UNITS =
      List.of(
          new Unit("y", 31_536_000_000L),
          new Unit("w", 604_800_000L),
          new Unit("d", 86_400_000L),
          new Unit("h", 3_600_000L),
          new Unit("m", 60_000L),
          new Unit("s", 1_000L),
          new Unit("ms", 1L));

  private Durations() {}

  /// Empty if the text is no duration or too long for 290 years.
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      return Optional.empty();
    }
    try {
      long sum = 0;
      for (int unit = 0; unit < UNITS.size(); unit++) {
        String digits = form.group(unit + 1);
        if (digits != null) {
          sum =
              Math.addExact(
                  sum, Math.multiplyExact(Long.parseLong(digits), UNITS.get(unit).millis()));
        }
      }
      return sum > Long.MAX_VALUE / 1_000_000L
          ? Optional.empty()
          : Optional.of(Duration.ofMillis(sum));
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The shortest exact text in units up to days; zero is `0s`. Parts below a millisecond are
  /// dropped.
  public static String print(Duration duration) {
    long rest = duration.toMillis();
    if (rest < 0) {
      return "-" + print(duration.negated());
    }
    if (rest == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (Unit unit : UNITS.subList(2, UNITS.size())) {
      long whole = rest / unit.millis();
      if (whole > 0) {
        text.append(whole).append(unit.name());
        rest -= whole * unit.millis();
      }
    }
    return text.toString();
  }

  /// @param name as it is written behind the number
  /// @param millis its length in milliseconds
  private record Unit(String name, long millis) {}
}
