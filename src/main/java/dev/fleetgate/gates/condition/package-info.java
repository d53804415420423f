/// The language of `successCondition` and `failureCondition`: text to a typed tree to an answer.
///
/// `value` is the one number of the result, `result` its list of numbers, `result[0]` one of them,
/// `len(result)` how many there are, `isNaN(x)` whether a number is none. Comparisons `< <= > >= ==
/// !=`, arithmetic `+ - * /`, `&& || !`, parentheses, numbers, `true`, `false`. Operators bind as
/// in Argo's language: `!` and sign, then `* /`, `+ -`, comparisons, `&&`, `||`.
///
/// Unlike Argo's language an answer has more than two cases: a comparison with what is not a
/// number, or with a series that is not there, is neither true nor false.
///
/// Imports nothing of ours. What an answer means for a measurement must not enter.
///
/// Words:
/// - *term*: a part of a condition whose type is known: number, truth or list.
/// - *column*: place in the text, from 1.
@NullMarked
package dev.fleetgate.gates.condition;

import org.jspecify.annotations.NullMarked;
