package dev.fleetgate.app;

import dev.fleetgate.http.ApiSettings.AlertCaller;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the credentials by which Alertmanagers are known.
final class AlertTokens {
  private AlertTokens() {}

  enum TokenRule implements Rule {
    TOKEN_FILE_NOT_READABLE,
    TOKEN_FILE_EMPTY
  }

  /// @param folder from which relative paths count
  /// @throws BadInputException with every file that cannot be used
  static List<AlertCaller> read(List<AlertSource> sources, Path folder) {
    Problems problems = new Problems();
    List<AlertCaller> callers = new ArrayList<>();
    for (AlertSource source : sources) {
      Path file = folder.resolve(source.tokenFile());
      try {
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
          problems.add(problem(file, TokenRule.TOKEN_FILE_EMPTY, "empty"));
        } else {
          callers.add(new AlertCaller(source, token));
        }
      } catch (IOException e) {
        problems.add(problem(file, TokenRule.TOKEN_FILE_NOT_READABLE, String.valueOf(e)));
      }
    }
    problems.throwIfAny();
    return callers;
  }

  private static Problem problem(Path file, TokenRule rule, String found) {
    return new Problem(
        Position.start(file.toString()),
        rule,
        "tokenFile",
        found,
        "a file with the token that this Alertmanager sends; write one and keep it secret");
  }
}
