package dev.fleetgate.model;

import java.util.Objects;

/// Who asked for something, and why.
///
/// @param who authenticated name, or `unverified`
/// @param why the reason given; may be empty
public record Actor(String who, String why) {
  public Actor {
    Objects.requireNonNull(who);
    Objects.requireNonNull(why);
  }

  public static Actor unverified(String why) {
    return new Actor("unverified", why);
  }
}
