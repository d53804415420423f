package dev.fleetgate.gates.condition;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A condition that was understood. Two are equal if their texts are.
///
/// Thread safety: immutable.
public final class Condition {
  private final String text;
  private final Term.TruthTerm tree;
  private final Use use;

  private Condition(String text, Term.TruthTerm tree) {
    this.text = text;
    this.tree = tree;
    this.use = Use.of(tree);
  }

  /// Reads a condition.
  public static Compilation compile(String text) {
    try {
      return new Compilation.Compiled(new Condition(text, new Parser(text).condition()));
    } catch (RejectedException e) {
      return e.rejection();
    }
  }

  /// What it says of a result, given by its numbers in the order of the answer.
  public Truth holds(List<Double> result) {
    return new Evaluation(result).truth(tree);
  }

  /// Whether the condition can stand for so many series: one for `value`; as many as its highest
  /// index names, unless it looks at `len(result)`.
  public boolean allows(int series) {
    if (use.value()) {
      return series <= 1;
    }
    return use.length() || series <= use.highestIndex() + 1;
  }

  /// Whether it says the same of every result.
  public boolean constant() {
    return use.nothing();
  }

  /// The numbers written in it.
  public Set<Double> numbers() {
    return use.numbers();
  }

  /// As it was written.
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition condition && condition.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
