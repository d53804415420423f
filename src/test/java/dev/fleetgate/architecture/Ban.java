package dev.fleetgate.architecture;

import java.util.Set;
import java.util.function.BiPredicate;

/// Something that only a few rooms may touch.
///
/// @param subject the word for it in messages
/// @param touches whether a member (class name, member name) is it
/// @param rooms where it is allowed
/// @param remedy what the others do instead
record Ban(String subject, BiPredicate<String, String> touches, Set<String> rooms, String remedy) {
  Ban {
    rooms = Set.copyOf(rooms);
  }
}
