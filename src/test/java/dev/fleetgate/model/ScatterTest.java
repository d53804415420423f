package dev.fleetgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScatterTest {
  @Test
  void names_getPlacesOnTheLine() {
    for (String name : List.of("", "a", "cluster-1", "éä", "x".repeat(1000))) {
      assertThat(Scatter.place(name, 7)).isBetween(0L, 6L);
      assertThat(Scatter.place(name, 1)).isZero();
    }
  }

  @Test
  void namesThatAreCountedThrough_fillTheLineEvenly() {
    long[] taken = new long[10];
    IntStream.range(0, 1000)
        .forEach(number -> taken[(int) Scatter.place("cluster-" + number, 10)]++);

    assertThat(Arrays.stream(taken).boxed().toList())
        .allMatch(count -> count >= 50 && count <= 150);
  }
}
