/// The command line: words, options, help and exit codes.
///
/// What lives here: one command per verb, the form of its output, and [ExitCode].
///
/// What must not enter: decisions, HTTP routes, file formats. A command receives what it runs as a
/// port from `app` and prints what comes back.
///
/// It may call picocli and nothing else of the program; only `app` calls it.
///
/// Words: *usage error*, the command line itself is wrong (exit code 64); *bad input*, a file that
/// was read is wrong (exit code 65).
@NullMarked
package dev.fleetgate.cli;

import org.jspecify.annotations.NullMarked;
