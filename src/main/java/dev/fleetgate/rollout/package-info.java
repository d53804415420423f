/// The heart: one rollout as a pure machine. Its types are here, one noun per room below:
///
/// - `rollout.start` refuses or starts a run and prints its plan in numbers.
/// - `rollout.machine` moves it: `step(state, event, now) -> (next, actions, lookAgainAt)`.
/// - `rollout.form` writes and reads a state as a [dev.fleetgate.model.Node].
/// - `rollout.port` holds the interfaces to the outside. The machine never receives one: the loop
///   calls the port and passes on, as an event, what it returned.
///
/// ```text
///  RolloutSpec + listing ──start──▶ RolloutState (run phase, holds, waves, members)
///                                        │
///  RolloutEvent ─────────────────▶ step ─┼─▶ Transition.next         written with compare-and-swap
///  (verb, alert, tick, answer)           ├─▶ Transition.actions      performed only once written
///                                        └─▶ Transition.lookAgainAt  the next Tick at the latest
///
///  a member, phase by phase:
///  Pending ─Prepare▶ Triggering(Intended ─▶ Sending ─Send▶ Sent ─Poll▶ Done) ─▶ Settling ─StartGate▶
///  Gating ─Pass▶ Pending of the next phase, or Succeeded; ─Fail▶ Failed; past its time-out ─▶ Held
///  undo, phases in reverse:  UndoPending ─Prepare▶ Undoing(Intended ─▶ Sending ─▶ Sent ─▶ Done) ─▶ Undone
/// ```
///
/// What must not enter: a clock, I/O, threads, a logger; conditions, PromQL and Kubernetes objects.
/// A verdict is all that is seen of monitoring, a [dev.fleetgate.rollout.Trigger] all that is seen
/// of a target system. Imports `model` and `java.*`.
///
/// Words:
/// - *run*: one start of a rollout, with an id of its own; *member*: a cluster in it.
/// - *wave*: members that roll together; *phase*: one trigger and the gate behind it.
/// - *touched*: the first Sending of a member has been written.
/// - *hold*: why the run sends no trigger now; holds stand beside the run's phase.
/// - *slot*: a member's share of the wave's maxConcurrency.
/// - *attempt*: counts from 1 in each phase. All times are instants of the program's own clock, but
///   an alert's `activeAt`, which is on the clock of the child's Prometheus.
@NullMarked
package dev.fleetgate.rollout;

import org.jspecify.annotations.NullMarked;
