/// Alerts that reach us: the Alertmanager webhook's body, which child cluster it may speak of, and
/// what was seen before.
///
/// Two ways lead here. An Alertmanager calls the webhook, which is fast but says only what somebody
/// sent; and [dev.fleetgate.alerts.AlertReader] asks the child's own Prometheus, which is what
/// decisions rest on. Every notice is kept in an [dev.fleetgate.alerts.AlertLog] before it is
/// answered.
///
/// Words: a *notice* is one alert of a webhook body, bound to a cluster; an *entry* is a notice in
/// the log, with its sequence number. Pure but for the ports, which outer rooms implement. Imports
/// `model`. Knows neither HTTP nor what a halt is.
@NullMarked
package dev.fleetgate.alerts;

import org.jspecify.annotations.NullMarked;
