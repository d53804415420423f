package dev.fleetgate.promql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetgate.model.Mismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What came of asking both parsers for the same texts.
///
/// Thread safety: one thread.
final class Comparison {
  private final List<String> accepted = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> refusedOnPurpose = new ArrayList<>();
  private final List<String> disagreements = new ArrayList<>();

  /// @param theirs Prometheus's tree; empty if it refuses the text
  void add(String text, Optional<JsonNode> theirs) {
    switch (PromqlParser.parse(text)) {
      case ParseOutcome.Parsed(Expr expr) -> addParsed(text, expr, theirs);
      case ParseOutcome.Refused(_, var why) -> addRefused(text, why, theirs);
    }
  }

  private void addParsed(String text, Expr expr, Optional<JsonNode> theirs) {
    if (theirs.isEmpty()) {
      disagreements.add("only Fleetgate accepts: " + text + " as " + Promql.print(expr));
    } else if (AstJson.of(expr).equals(theirs.get())) {
      accepted.add(text);
    } else {
      disagreements.add(
          "different: " + text + "\n  ours   " + AstJson.of(expr) + "\n  theirs " + theirs.get());
    }
  }

  private void addRefused(String text, Mismatch why, Optional<JsonNode> theirs) {
    if (theirs.isEmpty()) {
      refused.add(text);
    } else if (onPurpose(why.found())) {
      refusedOnPurpose.add(text);
    } else {
      disagreements.add("only Fleetgate refuses: " + text + ": " + why.sentence());
    }
  }

  /// The differences of ADR 0003.
  private static boolean onPurpose(String found) {
    return found.contains("bytes that are not UTF-8") || found.startsWith("duration NaN");
  }

  /// Texts that both accept, with the same tree.
  List<String> accepted() {
    return accepted;
  }

  /// Texts that both refuse.
  List<String> refused() {
    return refused;
  }

  /// Texts that only we refuse, as ADR 0003 says.
  List<String> refusedOnPurpose() {
    return refusedOnPurpose;
  }

  /// One sentence for each text that the parsers disagree on.
  List<String> disagreements() {
    return disagreements;
  }

  @Override
  public String toString() {
    return "%d accepted alike, %d refused alike, %d refused on purpose, %d disagreements"
        .formatted(accepted.size(), refused.size(), refusedOnPurpose.size(), disagreements.size());
  }
}
