/// The real loop on in-memory ports: a seeded simulation over random small fleets, with faults, and
/// checks of the invariants of `docs/architecture.md` that look at what the targets saw, not at
/// what the machine says.
///
/// Nothing here waits for wall time, and nothing is random but from a printed seed. Imports every
/// room it drives; nothing imports it.
///
/// Words:
/// - *scenario*: a fleet, a rollout over it, what its targets do, and what people do.
/// - *world*: one scenario at work: targets and stores that outlive the process, and the process.
/// - *calm*: the instant from which no more faults happen.
@NullMarked
package dev.fleetgate.scenario;

import org.jspecify.annotations.NullMarked;
