/// A rollout's state as a [dev.fleetgate.model.Node], written and read without loss. One file for
/// each noun. What is empty is left out; words are kebab case, times ISO 8601, durations of the
/// document as Prometheus writes them and measured durations as ISO 8601.
///
/// Reading is strict: unknown fields, unknown words and other schema versions are problems. The
/// trigger is read by a function that is passed in. Imports `rollout`, `model` and `java.*`; must
/// not know what a state means.
@NullMarked
package dev.fleetgate.rollout.form;

import org.jspecify.annotations.NullMarked;
