/// What a gate asks and how its answer is judged: specifications, the compiler that makes them
/// executable, the machine of one gate run, the rule about time, limits and worst-of. Owns the
/// ports through which measurements are fetched and gate runs are kept.
///
/// Pure: no clock, I/O, thread or logger; `now` is an argument. What a promotion is, how a query
/// travels and what time it is must not enter. Imports `model` and `promql`.
///
/// Words:
/// - *gate*: questions to a cluster's Prometheus, every one of which must be answered with yes.
/// - *metric*: one question of a gate: a query, its conditions, schedule and limits.
/// - *measurement*: one execution of a metric's query; times are on our clock unless called
///   Prometheus's.
/// - *evidence*: a measurement with what was judged and why; only evidence passes.
/// - *look-back*: how far before its timestamp the value of a selector reaches: range, offset,
///   enclosing subqueries, and the declared look-back of recorded series.
/// - *counts from*: the instant after which a sample must have been taken: completion + settle +
///   look-back + 5 s.
/// - *error*: a measurement that could not be made; counted by `consecutiveErrorLimit`. Argo's
///   word.
/// - *held*: a limit of inconclusive measurements or errors is used up; a person is told at once,
///   and measuring goes on.
@NullMarked
package dev.fleetgate.gates;

import org.jspecify.annotations.NullMarked;
