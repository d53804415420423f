/// A simulated fleet: child API servers, their Prometheus and time.
///
/// What lives here: as much of a child cluster as the demo, scenarios and scale benchmarks ask for,
/// answered over HTTP in this process. A workload's rollout and a service's requests are functions
/// of time, computed when somebody asks; nothing runs in the background.
///
/// What must not enter: decisions of Fleetgate, and made-up answers. A request, query or metric
/// that the simulation does not know is refused in the form of the real server, and kept in
/// [dev.fleetgate.sim.SimulatedFleet#notKnown()].
///
/// It may call `model` and `promql`, Vert.x and Jackson; only `cli`, `app` and tests call it (ADR
/// 0080).
///
/// Words: a *stranger* is a request that the simulation cannot answer; *traffic* is the requests of
/// a service, per second; an *error ratio* is in [0, 1].
@NullMarked
package dev.fleetgate.sim;

import org.jspecify.annotations.NullMarked;
