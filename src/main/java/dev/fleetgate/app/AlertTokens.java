package dev.fleetgate.app;

import dev.fleetgate.http.ApiSettings.AlertCaller;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import dev.fleetgate.model.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
          problems.add(problem(source, TokenRule.TOKEN_FILE_EMPTY, "empty"));
        } else {
          callers.add(new AlertCaller(source, token));
        }
      } catch (NoSuchFileException e) {
        problems.add(problem(source, TokenRule.TOKEN_FILE_NOT_READABLE, "not there"));
      } catch (IOException e) {
        problems.add(problem(source, TokenRule.TOKEN_FILE_NOT_READABLE, "cannot be read"));
      }
    }
    problems.throwIfAny();
    return callers;
  }

  private static Problem problem(AlertSource source, TokenRule rule, String found) {
    return new Problem(
        source.at(),
        rule,
        "tokenFile",
        Problem.quoted(source.tokenFile()) + ": " + found,
        "a file with the token that this Alertmanager sends; write one and keep it secret");
  }
}
