/// What a rollout needs of the outside: interfaces in the words of `rollout`, implemented in outer
/// rooms (`files`, `kube`). All of them block, and say expected trouble as a value of their
/// outcome. Nothing here decides. Imports `rollout`, `model` and `java.*`.
///
/// Words:
/// - *intent*: what is about to be sent for one key, and what the target must hold for it to be
///   sent.
/// - *before*: what the target held before attempt 1; what an undo goes back to.
/// - *receipt*: the object in the target's answer; what we wrote, defaults filled in.
@NullMarked
package dev.fleetgate.rollout.port;

import org.jspecify.annotations.NullMarked;
