package dev.fleetgate.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.peers.Lab;
import dev.fleetgate.peers.PeersExtension;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Our parser beside the real one: same tree for what it accepts, refused what it refuses.
///
/// `-Dpromql.seed=7 -Dpromql.cases=100000` searches further than every build does.
@ExtendWith(PeersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PromqlParserIT {
  private static final long SEED = Long.getLong("promql.seed", 314);
  private static final int CASES = Integer.getInteger("promql.cases", 3000);

  private final ParseQuery prometheus;

  PromqlParserIT(Lab lab) {
    this.prometheus = new ParseQuery(lab.prometheus("{}\n").url());
  }

  @AfterAll
  void stop() {
    prometheus.close();
  }

  @Test
  void parse_agreesWithPrometheus_onExpressionsOfMonitoring() throws Exception {
    var comparison = compare(Fixtures.lines("monitoring.txt"));

    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.refused()).isEmpty();
    assertThat(comparison.accepted()).hasSizeGreaterThan(80);
  }

  @Test
  void parse_agreesWithPrometheus_onOddities() throws Exception {
    var comparison = compare(Fixtures.lines("accepted.txt"));

    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.refused()).isEmpty();
  }

  @Test
  void parse_agreesWithPrometheus_onWhatIsRefused() throws Exception {
    var comparison = compare(Fixtures.lines("refused.txt"));

    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.accepted()).isEmpty();
  }

  @Test
  void parse_agreesWithPrometheus_onGeneratedAndSpoiledExpressions() throws Exception {
    var random = new Random(SEED);
    var generator = new ExpressionGenerator(random);
    var mutator = new ExpressionMutator(random);
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < CASES; i++) {
      String text = generator.next();
      texts.add(text);
      texts.add(mutator.spoil(text));
    }

    var comparison = compare(texts);

    System.out.println("promql: seed " + SEED + ": " + comparison);
    assertThat(comparison.disagreements()).as("seed %d", SEED).isEmpty();
    assertThat(comparison.accepted()).hasSizeGreaterThanOrEqualTo(2000);
    assertThat(comparison.refused()).hasSizeGreaterThanOrEqualTo(300);
    assertThat(comparison.refusedOnPurpose()).hasSizeLessThan(CASES / 100);
  }

  @Test
  void print_meansTheSame_toPrometheus() throws Exception {
    var generator = new ExpressionGenerator(new Random(SEED + 1));
    for (int i = 0; i < CASES / 6; i++) {
      String text = generator.next();
      if (PromqlParser.parse(text) instanceof ParseOutcome.Parsed(Expr expr)) {
        assertThat(prometheus.tree(Promql.print(expr)))
            .as("seed %d: %s printed as %s", SEED, text, Promql.print(expr))
            .contains(AstJson.of(expr));
      }
    }
  }

  private Comparison compare(Collection<String> texts) throws IOException, InterruptedException {
    var comparison = new Comparison();
    for (String text : texts) {
      comparison.add(text, prometheus.tree(text));
    }
    return comparison;
  }
}
