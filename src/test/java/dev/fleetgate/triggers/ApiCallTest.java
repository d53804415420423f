package dev.fleetgate.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fleetgate.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiCallTest {
  private static final Node.Obj BODY = TestingTree.yaml("{a: 1}");

  @Test
  void of_readsWhatAsNodeWrote() {
    List<ApiCall> calls =
        List.of(
            new ApiCall.Read("/a"),
            new ApiCall.Create("/a", BODY),
            new ApiCall.Patch("/a", Node.array(List.of(BODY))),
            new ApiCall.Delete("/a", BODY));

    assertThat(calls).allSatisfy(call -> assertThat(ApiCall.of(call.asNode())).isEqualTo(call));
  }

  @Test
  void of_refusesAnythingElse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiCall.of(TestingTree.yaml("{method: PATCH, path: /a, body: {a: 1}}")));
    assertThatIllegalArgumentException().isThrownBy(() -> ApiCall.of(Node.object()));
  }

  @Test
  void target_isThePathWithoutItsQuery() {
    assertThat(new ApiCall.Read("/a/b").target()).isEqualTo("/a/b");
    assertThat(new ApiCall.Create("/a/b?c=d", BODY).target()).isEqualTo("/a/b");
  }
}
