package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  @ParameterizedTest
  @CsvSource({
    "200, DONE",
    "201, DONE",
    "202, DONE",
    "301, LOST",
    "400, REFUSED",
    "401, REFUSED",
    "403, REFUSED",
    "404, REFUSED",
    "408, LOST",
    "409, CONTESTED",
    "413, REFUSED",
    "415, REFUSED",
    "422, CONTESTED",
    "429, BUSY",
    "500, LOST",
    "502, LOST",
    "504, LOST",
    "0, LOST",
  })
  void meaning_followsTheStatus(int status, Answer.Meaning meaning) {
    assertThat(new Answer(status, Node.nothing()).meaning()).isEqualTo(meaning);
  }

  @Test
  void message_keepsTheServersWords() {
    assertThat(new Answer(403, TestingTree.yaml("{message: not yours}")).message())
        .isEqualTo("403: not yours");
    assertThat(new Answer(502, Node.nothing()).message()).isEqualTo("502");
  }
}
