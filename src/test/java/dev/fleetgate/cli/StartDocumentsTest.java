package dev.fleetgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Position;
import dev.fleetgate.spec.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StartDocumentsTest {
  private static Position at(String source, int line) {
    return new Position(source, line, 1, "");
  }

  @Test
  void documentsThatAreWanted_areTaken_andTheOthersLeftOut() {
    Source one =
        new Source("a.yaml", "# head\nkind: A\n---\nkind: B\nx: |\n ---\n--- # c\nkind: C\n");

    StartDocuments documents =
        StartDocuments.of(List.of(one), List.of(at("a.yaml", 4), at("b.yaml", 1)));

    assertThat(documents.text()).isEqualTo("---\nkind: B\nx: |\n ---\n");
    assertThat(documents.lines()).containsExactly("a.yaml:3", "a.yaml:4", "a.yaml:5", "a.yaml:6");
  }

  @Test
  void lines_areFoundAgain_inTheFileTheyCameFrom() {
    StartDocuments documents =
        StartDocuments.of(
            List.of(
                new Source("a.yaml", "kind: A\nx: 1"),
                new Source("b.json", "{\n\t\"kind\": \"B\"}")),
            List.of(at("a.yaml", 1), at("b.json", 1)));

    assertThat(documents.text()).isEqualTo("---\nkind: A\nx: 1\n---\n{\n \"kind\": \"B\"}\n");
    assertThat(documents.where("request:2")).isEqualTo("a.yaml:1");
    assertThat(documents.where("request:3")).isEqualTo("a.yaml:2");
    assertThat(documents.where("request:6")).isEqualTo("b.json:2");
  }

  @Test
  void placeElsewhere_staysAsItIs() {
    StartDocuments documents = StartDocuments.of(List.of(), List.of());

    assertThat(List.of("request:1", "request", "gates/x.yaml:3", "request /spec"))
        .allSatisfy(where -> assertThat(documents.where(where)).isEqualTo(where));
  }
}
