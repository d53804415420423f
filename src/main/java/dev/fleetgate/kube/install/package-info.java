/// Installing rule packs on child clusters, and reading what a child's API server knows of them.
///
/// What lives here: the implementations of `rules.PackInstaller` and `rules.KubernetesObserver` on
/// fabric8. Objects are written by server-side apply under the field manager `fleetgate`, with
/// force: what a pack says wins over other managers, what it does not say is left to them. An
/// object is read first and written only if something of ours is no longer there.
///
/// What must not enter: which labels or namespaces are right, and what an observation means;
/// `rules` knows that. Nothing is repeated here.
///
/// It may call `model`, `rules`, `kube` and fabric8.
///
/// Words:
/// - *leftover*: an object of a former revision that the present one does not have.
@NullMarked
package dev.fleetgate.kube.install;

import org.jspecify.annotations.NullMarked;
