/// The composition root: `Main`, and the wiring of all rooms by hand.
///
/// What lives here: the process's entry point, the real clock and the real pause, and the one place
/// in which implementations are joined to the ports of the inner rooms.
///
/// What must not enter: decisions. Nothing here needs a test beyond "it starts, it stops, exit
/// codes and output are as documented".
///
/// It may call every room, and no room calls it.
@NullMarked
package dev.fleetgate.app;

import org.jspecify.annotations.NullMarked;
