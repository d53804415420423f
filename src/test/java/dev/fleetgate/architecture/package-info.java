/// The rules of the code as tests: format, arrows between rooms, libraries by room, names, sizes.
///
/// What lives here: checks that read the sources and the compiled classes, each with a test that
/// shows it failing on a small program that breaks the rule. The table of rooms and arrows is
/// `Rooms`; a new room or arrow needs an ADR and a line there.
///
/// What must not enter: tests of behaviour.
///
/// Words: *room*, a package directly below `dev.fleetgate` with all its sub-packages; *arrow*, the
/// permission of one room to import another.
@NullMarked
package dev.fleetgate.architecture;

import org.jspecify.annotations.NullMarked;
