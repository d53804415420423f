/// How a run begins: what is refused, which clusters it takes and in which order, and its plan in
/// numbers. Pure: sends nothing and writes nothing. Imports `rollout`, `model` and `java.*`; must
/// not know the machine that moves the run afterwards.
///
/// Words:
/// - *refused at start*: a rule of [dev.fleetgate.rollout.start.StartRule] was broken; nothing
///   began.
/// - *unmatched*: a selected cluster that no wave takes.
@NullMarked
package dev.fleetgate.rollout.start;

import org.jspecify.annotations.NullMarked;
