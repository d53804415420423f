/// PromQL as a language: text to a tree with positions ([dev.fleetgate.promql.PromqlParser]), tree
/// to text ([dev.fleetgate.promql.Promql]), and the questions that gates and rules ask of a tree:
/// which series it reads and how far back ([dev.fleetgate.promql.Selectors]), and what it yields
/// ([dev.fleetgate.promql.ValueType]).
///
/// The grammar is that of Prometheus 3.14 with default flags: what it accepts is accepted with the
/// same tree, what it refuses is refused. The few differences made on purpose stand in ADR 0003.
///
/// Nothing here evaluates a query, and nothing knows HTTP, samples or what a gate is. Imports
/// `java.*`, JSpecify and `dev.fleetgate.model` only. A wrong text is a value
/// ([dev.fleetgate.promql.ParseOutcome.Refused]), never an exception.
///
/// Words:
/// - *offset of a text*: index into the text as a Java string, from 0.
/// - *selector*: what picks series, such as `up{job="api"}`; an *instant* selector reads one sample
///   per series, a *range* selector those of a span of time.
/// - *look-back*: how far before the time of a query, as a duration, it may read samples.
/// - *recorded name*: a metric name with a colon, by convention computed by a recording rule.
@NullMarked
package dev.fleetgate.promql;

import org.jspecify.annotations.NullMarked;
