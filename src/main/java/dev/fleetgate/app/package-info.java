/// The composition root: `Main`, and the wiring of all rooms by hand.
///
/// What lives here:
/// - `Main`, the process's entry point, and `Wiring`, which makes what a command asks for.
/// - `Service`, one running Fleetgate, and `Standalone`, which runs one on a state folder that it
///   holds; `DemoFleet`, the same over simulated clusters in a temporary folder.
/// - What answers without holding a state folder: `Planner` asks the clusters, `StoredRuns` reads
///   what another process has left, `LocalGateRunner` runs one gate.
/// - What only a process has: the clock and its timer (`ClockAgenda`), the files in its jar, the
///   exit code of a process that is asked to end, and credentials read from files.
///
/// What must not enter: decisions. What is tested here is that the parts fit: a command starts and
/// stops, its exit code and output are as documented, and a refused start leaves nothing behind.
///
/// It may call every room, and no room calls it. `Wiring`, `Service` and `Planner` alone may name
/// every library.
@NullMarked
package dev.fleetgate.app;

import org.jspecify.annotations.NullMarked;
