package dev.fleetgate.bench;

import java.time.Duration;

/// What the program did and used in a window of time.
///
/// @param measurements that Prometheus answered
/// @param attempts all measurements, answered or not
/// @param milliCores CPU of the program, in ms for each second
/// @param sideMilliCores the same of the simulated side
/// @param lateHalf median of how late measurements began, in ms
/// @param lateMost the 99th percentile of that
/// @param after what the program holds at the end
record Window(
    double seconds,
    double measurements,
    double attempts,
    double milliCores,
    double sideMilliCores,
    double lateHalf,
    double lateMost,
    Usage after) {
  private static final String TAKEN = "fleetgate_measurements_total";
  private static final String ANSWERED = TAKEN + "{outcome=\"answered\"}";

  static Window measure(Arena arena, Program program, Duration length) throws InterruptedException {
    Exposition before = program.api().metrics();
    Usage usage = program.usage();
    Usage side = arena.sideUsage();
    long begin = System.nanoTime();
    Patience.pass(length);
    Usage after = program.usage();
    Usage sideAfter = arena.sideUsage();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Exposition last = program.api().metrics();
    return new Window(
        seconds,
        last.series(ANSWERED) - before.series(ANSWERED),
        last.counter(TAKEN) - before.counter(TAKEN),
        after.millisSince(usage) / seconds,
        sideAfter.millisSince(side) / seconds,
        Exposition.lateness(before, last, 0.5),
        Exposition.lateness(before, last, 0.99),
        after);
  }
}
