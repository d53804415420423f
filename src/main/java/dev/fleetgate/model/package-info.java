/// The values that every room speaks: names of clusters, labels and selectors, quantities, samples,
/// verdicts, the fleet, and [dev.fleetgate.model.Node], a JSON tree that remembers where each part
/// of it was written.
///
/// Nothing here knows a clock, a file, a network or a library. Imports `java.*` and JSpecify only.
///
/// Words:
/// - *child cluster*: a Kubernetes cluster that Fleetgate watches; named by
///   [dev.fleetgate.model.ClusterId].
/// - *position*: source, line and column (from 1) and JSON pointer of a piece of input.
/// - *problem*: one reason why input is refused; all problems of an input are reported together.
/// - *mismatch*: what was found and what was expected instead; the part of a problem that is known
///   before its place is.
/// - *amount*: a whole number or a percentage of something named by its user.
@NullMarked
package dev.fleetgate.model;

import org.jspecify.annotations.NullMarked;
