/// Rule packs: what is installed on a child cluster so that it can be judged, and whether that is
/// in effect.
///
/// What lives here: reading and checking packs, rendering one for one cluster, comparing what is
/// there with what is wanted, and the proof ladder. The ports for installing, observing and keeping
/// pins are declared here.
///
/// What must not enter: fabric8, HTTP, clocks, files. Nothing here knows whether anything was
/// applied: it judges what was observed.
///
/// It may call `model` and `promql`.
///
/// Words:
/// - *pack*: monitors and rules with parameters, in upstream form.
/// - *revision*: hash over the content of a pack and its parameters' values; the same on every
///   cluster that has the same pack, whatever labels its Prometheus wants.
/// - *pin*: the revision that a cluster keeps until a person or a rollout moves it.
/// - *sentinel*: the series `fleetgate_rulepack_info{pack,revision}`, recorded by the pack itself;
///   it answers only where this revision is loaded, evaluated and stored.
/// - *rung*: one step of the proof; a rung is looked at only when those before it are proven.
/// - *look-back*: time before its own timestamp that a recorded sample speaks of.
@NullMarked
package dev.fleetgate.rules;

import org.jspecify.annotations.NullMarked;
