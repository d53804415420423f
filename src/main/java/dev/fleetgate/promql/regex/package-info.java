/// The regular expressions of label matchers: whether Prometheus takes one, which Java cannot tell
/// by compiling it, and whether it matches the empty text.
///
/// A leaf of the room `promql`: it knows neither tokens nor trees, and imports `java.*` and
/// JSpecify only. It never matches a text against an expression.
@NullMarked
package dev.fleetgate.promql.regex;

import org.jspecify.annotations.NullMarked;
