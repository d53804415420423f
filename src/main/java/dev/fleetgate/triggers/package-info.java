/// What a trigger says to the system that carries out a change, as data, and what the object that
/// is read back means.
///
/// One file per target: [dev.fleetgate.triggers.JobTrigger] (a Job is created on the child; kind
/// *named*) and [dev.fleetgate.triggers.DeploymentTrigger] (a Deployment is patched; kind
/// *conditional*). Each is read strictly from the phase's tree, its placeholders are replaced for
/// one member, and its requests come out as [dev.fleetgate.triggers.ApiCall]. Nothing is sent from
/// here, and no clock, client or logger may enter. Imports `model` and `rollout` (whose port it
/// types); called by `kube` and `app`.
///
/// Words:
/// - *stamp*: the trigger key as a name, a label and annotations on what we create or patch.
/// - *held*: the part of an object that a trigger changes, as it was read; `before`, `expected` and
///   what we wrote are three readings of it.
/// - *generation*: Kubernetes's counter of changes to an object's spec, from 1.
@NullMarked
package dev.fleetgate.triggers;

import org.jspecify.annotations.NullMarked;
