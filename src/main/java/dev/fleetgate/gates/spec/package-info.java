/// A gate as it is written (`kind: Gate`), before it is compiled for a cluster, and the rules that
/// it can break.
///
/// Values only; what a measurement is must not enter. Imports `model`.
///
/// Words:
/// - *limit*: the most that is tolerated; exceeded by strictly more, as in Argo.
/// - *count*: measurements with evidence that a metric needs.
@NullMarked
package dev.fleetgate.gates.spec;

import org.jspecify.annotations.NullMarked;
