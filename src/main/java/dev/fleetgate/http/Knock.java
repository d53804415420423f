package dev.fleetgate.http;

/// What the guard sees of a request, before its body.
///
/// @param need what the route is
/// @param loopback whether it comes from this machine, and was not passed on by a proxy
/// @param host the `Host` header; empty if there is none
/// @param origin the `Origin` header; empty if there is none
/// @param fetchSite the `Sec-Fetch-Site` header; empty if there is none
/// @param bearer the token of the `Authorization` header; empty if there is none
/// @param session the session cookie; empty if there is none
record Knock(
    Need need,
    boolean loopback,
    String host,
    String origin,
    String fetchSite,
    String bearer,
    String session) {
  /// What a route does.
  enum Need {
    /// The page: somebody may follow a link to it.
    PAGE,
    /// The page's way in, by a code in the link.
    LOGIN,
    READ,
    CHANGE,
    /// Alerts, under a credential of their own.
    ALERTS
  }
}
