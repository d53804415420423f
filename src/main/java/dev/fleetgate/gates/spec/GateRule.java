package dev.fleetgate.gates.spec;

import dev.fleetgate.model.Rule;

/// Rules that a gate can break when it is compiled.
public enum GateRule implements Rule {
  /// A gate asks at least one question.
  NO_METRICS,
  DUPLICATE_METRIC,
  DUPLICATE_ARG,
  /// A value was given for an argument that the gate does not declare.
  UNDECLARED_ARG,
  /// An argument without default was not given.
  MISSING_ARG,
  /// `{{` without `}}`.
  UNCLOSED_PLACEHOLDER,
  /// A placeholder that is none of `args.x`, `cluster.name`, `cluster.labels.x`.
  UNKNOWN_PLACEHOLDER,
  /// A value that, outside a PromQL string, could change what the query asks.
  UNSAFE_VALUE,
  /// A value in a condition that is no number.
  VALUE_NOT_A_NUMBER,
  QUERY_SYNTAX,
  /// The query is neither an instant vector nor a scalar.
  QUERY_TYPE,
  /// The query reads no series, so that no sample could ever be its evidence.
  QUERY_WITHOUT_SERIES,
  /// A selector without an exact metric name: it may read recorded series of unknown look-back.
  SELECTOR_WITHOUT_NAME,
  /// A selector whose samples may be of any age: `@`, a negative offset, a range that depends on
  /// the query.
  UNBOUNDED_LOOK_BACK,
  /// A recorded series whose look-back nobody declares.
  UNKNOWN_LOOK_BACK,
  /// A declared look-back of a series that the query does not read.
  UNUSED_LOOK_BACK,
  NO_CONDITION,
  CONDITION_SYNTAX,
  CONDITION_TYPE,
  /// A condition that would say the same of every value.
  CONDITION_WITHOUT_VALUE,
  INTERVAL_WITHOUT_COUNT,
  COUNT_WITHOUT_INTERVAL,
  /// A failure limit that can never be exceeded within `count`.
  FAILURE_LIMIT_OUT_OF_REACH,
  MAX_AGE_NOT_POSITIVE
}
