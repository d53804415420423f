/// The real programs that tests run against, as child processes on 127.0.0.1.
///
/// What lives here: finding or building each program ([Peers]), starting it and awaiting that it
/// answers ([PeerProcess]), and one class per program. A test takes a [Lab] as a parameter of a
/// class annotated `@ExtendWith(PeersExtension.class)` and asks it for what it needs; everything is
/// stopped when the test or the test class that owns the lab has ended.
///
/// What must not enter: knowledge of Fleetgate. The room offers the world that Fleetgate meets, and
/// a test may trust it because none of our code is in it. Production rooms never import it.
///
/// It is the only place where tests let wall time pass ([Await]).
///
/// Words: a *part* is one real program; a *lab* is the set of parts of one test or test class; a
/// *child cluster* is an API server with the controllers, nodes (KWOK), operator, Prometheus and
/// [Exporter] that a test's rollout meets. Pods labelled [ChildCluster#HOLD] keep running, pods
/// labelled [ChildCluster#FAIL] fail; all other pods of Jobs complete.
@NullMarked
package dev.fleetgate.peers;

import org.jspecify.annotations.NullMarked;
