/// The HTTP server: health, metrics, the API below `/api/v1`, the event stream, incoming alert
/// notifications and the page.
///
/// - [dev.fleetgate.http.ApiServer] listens; [dev.fleetgate.http.ApiSettings] says who may call.
/// - A *guard* looks at address, host, origin and credential of a request before its body is read.
/// - *Routes* read a request into typed values, ask the observer, and put the answer into a
///   *reply*.
/// - *Json* and *page* classes only print what the observer shows; every text on the page goes
///   through [dev.fleetgate.http.Html], which escapes it.
///
/// Requests are answered on virtual threads, so that nothing here blocks the event loop; the event
/// stream alone lives on it. What must not enter: decisions, clocks, files, and any way around
/// [dev.fleetgate.observer.Observer]. It may call Vert.x, Jackson by way of `spec`, the observer
/// and the pure rooms whose values it prints.
///
/// Words: a *caller* is whoever sent a request; a *change* is a request that is no GET. Bodies are
/// counted in bytes, times are RFC 3339 in UTC.
@NullMarked
package dev.fleetgate.http;

import org.jspecify.annotations.NullMarked;
