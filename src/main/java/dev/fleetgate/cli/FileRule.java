package dev.fleetgate.cli;

import dev.fleetgate.model.Rule;

/// Rules of the paths that a command is given.
enum FileRule implements Rule {
  NO_SUCH_FILE,
  NOT_READABLE,
  NOT_UTF8,
  /// A folder without any document of ours.
  NOTHING_FOUND,
  /// A file that should hold exactly one document of a kind.
  NOT_ONE_DOCUMENT
}
