/// Fleetgate's own metrics: names, help texts, units and label values, all in one class.
///
/// The registry is handed in. Labels take words from closed sets only (a phase, a reason, an
/// outcome), never a message or a cluster's name, so the number of series does not grow with the
/// fleet. Imports `model` and the Prometheus client.
@NullMarked
package dev.fleetgate.telemetry;

import org.jspecify.annotations.NullMarked;
