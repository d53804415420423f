/// The loops: gather what happened, ask the pure rooms, write what they decided, perform it, look
/// again.
///
/// - [dev.fleetgate.observer.Observer] is the door: what there is to see, and what may be asked
///   for.
/// - One run loop for each unfinished rollout: takes the events that wait, steps them one after the
///   other, writes once what came of all of them, then acts. Only it moves its run's state.
/// - One watch for each child cluster: reachable? packs as pinned? monitoring proven? publishes a
///   snapshot.
/// - [dev.fleetgate.observer.Agenda] is how anything here waits.
///
/// No rule of its own lives here: an `if` about limits, budgets or states belongs in `rollout`,
/// `gates` or `rules`. Knows neither Vert.x nor fabric8. Calls the pure rooms, and the outside
/// through their ports.
@NullMarked
package dev.fleetgate.observer;

import org.jspecify.annotations.NullMarked;
