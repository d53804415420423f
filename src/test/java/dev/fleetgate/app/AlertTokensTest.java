package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetgate.app.AlertTokens.TokenRule;
import dev.fleetgate.http.ApiSettings.AlertCaller;
import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.Fleet.AlertSource;
import dev.fleetgate.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlertTokensTest {
  @TempDir private Path folder;

  private static AlertSource source(String file) {
    return new AlertSource(file, "eu-1", "", Set.of());
  }

  @Test
  void aTokenFile_isReadBesideTheFleet_withoutBlanksAroundIt() throws IOException {
    Files.writeString(folder.resolve("eu-1.token"), "secret\n");
    assertThat(AlertTokens.read(List.of(source("eu-1.token")), folder))
        .extracting(AlertCaller::token)
        .containsExactly("secret");
  }

  @Test
  void everyFileThatCannotBeUsed_isNamed() throws IOException {
    Files.writeString(folder.resolve("empty.token"), " \n");
    assertThatThrownBy(
            () -> AlertTokens.read(List.of(source("empty.token"), source("none.token")), folder))
        .isInstanceOfSatisfying(
            BadInputException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::rule)
                    .containsExactly(TokenRule.TOKEN_FILE_EMPTY, TokenRule.TOKEN_FILE_NOT_READABLE))
        .hasMessageContaining("tokenFile: \"none.token\": not there (expected: ");
  }
}
