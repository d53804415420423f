package dev.fleetgate.rules;

import static dev.fleetgate.rules.TestingPacks.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriftTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the same                  | {a: 1}           | {a: 1}                |",
        "a default filled in       | {a: {b: x}}      | {a: {b: x, c: d}}     |",
        "another value             | {a: {b: x}}      | {a: {b: z}}           | a.b",
        "a field gone              | {a: {b: x}}      | {a: {}}               | a.b",
        "another type              | {a: '1'}         | {a: 1}                | a",
        "a number written otherwise| {a: 1.0}         | {a: 1}                |",
        "an item more              | {a: [x]}         | {a: [x, z]}           | a",
        "an item changed           | {a: [{b: 1}]}    | {a: [{b: 2}]}         | a.0.b",
        "a default in an item      | {a: [{b: 1}]}    | {a: [{b: 1, c: 2}]}   |",
        "a group of others         | {spec: {groups: [{name: x}]}} | {spec: {groups: [{name: z},"
            + " {name: x}]}} |",
        "our group gone            | {spec: {groups: [{name: x}]}} | {spec: {groups: [{name: z}]}}"
            + " | spec.groups.x",
        "a rule changed            | {spec: {groups: [{name: x, rules: [{expr: a}]}]}} | {spec:"
            + " {groups: [{name: x, rules: [{expr: b}]}]}} | spec.groups.x.rules.0.expr",
        "a rule added in our group | {spec: {groups: [{name: x, rules: [{expr: a}]}]}} | {spec:"
            + " {groups: [{name: x, rules: [{expr: a}, {expr: b}]}]}} | spec.groups.x.rules"
      })
  void drift_isWhereSomethingSentIsNoLongerThere(
      String name, String wanted, String found, String path) {
    assertThat(Drift.between(yaml(wanted), yaml(found))).isEqualTo(Optional.ofNullable(path));
  }
}
