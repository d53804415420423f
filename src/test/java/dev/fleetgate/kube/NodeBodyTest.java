package dev.fleetgate.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import org.junit.jupiter.api.Test;

final class NodeBodyTest {
  @Test
  void write_givesBackWhatWasRead() {
    String text = "{\"a\":[1,2.5,true,null,\"x\\\"\\n\"],\"b\":{},\"c\":12345678901234567890}";

    assertThat(NodeBody.read(text).map(NodeBody::write)).contains(text);
  }

  @Test
  void read_isEmpty_whenTheTextIsNotJson() {
    assertThat(NodeBody.read("<html>")).isEmpty();
    assertThat(NodeBody.read("{\"a\":")).isEmpty();
    assertThat(NodeBody.read("")).contains(Node.nothing());
  }
}
