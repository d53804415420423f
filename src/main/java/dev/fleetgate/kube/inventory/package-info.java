/// Finds the child clusters of a fleet and the credentials by which they are reached, and asks them
/// who they are and whether they live.
///
/// What must not enter: what a silence or another identity means for a rollout. A source that
/// cannot be read fails the whole listing: a fleet that is partly known is never passed off as the
/// fleet.
///
/// It may call `model`, `rollout` (whose ports it implements), `triggers` (calls as data) and
/// `kube`.
///
/// Words:
/// - *source*: an entry of a Fleet's `clusters`; here a kubeconfig file with patterns of contexts.
/// - *pattern*: a context's name, with `*` for any characters.
@NullMarked
package dev.fleetgate.kube.inventory;

import org.jspecify.annotations.NullMarked;
