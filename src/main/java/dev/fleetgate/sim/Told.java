package dev.fleetgate.sim;

import com.fasterxml.jackson.databind.JsonNode;

/// An answer.
///
/// @param status of HTTP
/// @param stranger true if the simulation did not know what was asked
record Told(int status, JsonNode body, boolean stranger) {
  static Told of(int status, JsonNode body) {
    return new Told(status, body, false);
  }
}
