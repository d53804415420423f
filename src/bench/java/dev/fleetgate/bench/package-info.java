/// Benchmarks: how fast and how small the built program is, measured from outside on whole
/// processes.
///
/// What lives here: the simulated side as a process of its own, the program under measurement as
/// another, and scenarios that give one figure or a few each. What must not enter: verdicts about
/// right and wrong (those are tests), and anything that the program itself needs.
///
/// It may call the built program's jar, of it only `sim`. Nothing calls it.
///
/// Words: a *figure* is one measured number with its unit and budget; *resident* memory is in MiB,
/// as the kernel counts it; *CPU* is user and system time of a whole process, all threads, its
/// compilers and collector included.
@NullMarked
package dev.fleetgate.bench;

import org.jspecify.annotations.NullMarked;
