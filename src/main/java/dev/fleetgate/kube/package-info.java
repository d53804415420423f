/// All that is said to Kubernetes API servers: the clients and the words that the rooms below
/// share.
///
/// What lives here: one client per kubeconfig context, and what an API server's refusal means. What
/// is said with them is split by noun: `kube.inventory`, `kube.install`, `kube.trigger`.
///
/// What must not enter: decisions, waiting and repeating. A call is sent once; only the loop that
/// asked for it may ask again.
///
/// It may call `model` and fabric8. No fabric8 type leaves `kube` and the rooms below it; the one
/// that enters is the transport, which `app` makes on the program's only Vert.x.
///
/// Words:
/// - *context*: a name in a kubeconfig file; stands for one API server and one credential.
/// - *no answer*: what was sent may or may not have taken effect.
@NullMarked
package dev.fleetgate.kube;

import org.jspecify.annotations.NullMarked;
