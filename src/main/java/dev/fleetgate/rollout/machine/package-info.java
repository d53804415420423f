/// The machine that moves a run: [dev.fleetgate.rollout.machine.RolloutMachine#step]. Pure: the
/// same state, event and time give the same transition. Imports `rollout`, `model` and `java.*`.
///
/// One step is: what time alone decides, then the event, then everything that follows from it,
/// until nothing moves any more. A [dev.fleetgate.rollout.machine.Draft] collects the next state
/// and the actions; it lives for one step, and every move through it is checked against
/// [dev.fleetgate.rollout.machine.LegalMoves].
///
/// ```text
///  event ─▶ SendFlow, ProgressFlow     a trigger on its way out; at work
///           UndoFlow                   the same for an undo
///           GateFlow, Checks           gates of phases; gates of waves
///           AlertFlow, Reaching        alerts; reachability and proof
///           Verbs, Restart             people; a new process
///  then  ─▶ Timers, Budgets, Waves, Requirements, Dispatch     while Running
///           Aborting, Undoing                                  on the way to an end
///           Waits                                              who waits for what
/// ```
@NullMarked
package dev.fleetgate.rollout.machine;

import org.jspecify.annotations.NullMarked;
