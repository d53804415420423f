/// Sends triggers to the API servers of children, and reads how far they are: the port that
/// `rollout` asks for, with the words that `triggers` chose.
///
/// What must not enter: decisions (what an answer means stands in `triggers`), waiting and
/// repeating. Each method sends at most one write; a read follows only where an answer has to be
/// understood.
///
/// It may call `model`, `rollout`, `triggers` and `kube`.
@NullMarked
package dev.fleetgate.kube.trigger;

import org.jspecify.annotations.NullMarked;
