/// The HTTP API of Prometheus (`/api/v1`): instant queries, targets, rules, alerts and status; and
/// the ports of other rooms that are answered from it.
///
/// Futures inside, blocking methods outside, for virtual threads; never called on an event loop.
/// What an answer means must not enter: nothing is judged, retried or counted here, and an empty
/// vector is reported as empty. Imports `model`, `gates`, `rules`, `alerts` (their ports), Vert.x,
/// Jackson.
///
/// Words:
/// - *exchange*: one request and what came back, with the times on our clock and the `Date` of the
///   other side.
/// - *reply*: an exchange as read: a value with warnings, or trouble with the reason why there is
///   none.
/// - *skew*: Prometheus's clock minus ours: its `Date` (whole seconds, cut off) minus the middle of
///   the exchange.
/// - *base*: URL of a Prometheus with its route prefix, without `/api/v1`.
@NullMarked
package dev.fleetgate.prometheus;

import org.jspecify.annotations.NullMarked;
