package dev.fleetgate.cli;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// A command and those below it, before they are made. To make one is to read its annotations by
/// reflection, which for all of them takes a quarter of the time to start; so only those are made
/// that the words of the command line lead to.
///
/// @param spec makes the command
/// @param below in the order of the help
record CommandTree(String name, Supplier<CommandSpec> spec, List<CommandTree> below) {
  CommandTree {
    Objects.requireNonNull(name);
    Objects.requireNonNull(spec);
    below = List.copyOf(below);
  }

  /// A command that only groups others, or has some below it.
  static CommandTree of(String name, Supplier<Object> annotated, List<CommandTree> below) {
    return new CommandTree(name, () -> CommandSpec.forAnnotatedObject(annotated.get()), below);
  }

  /// A command with none below it.
  static CommandTree of(String name, Supplier<Object> annotated) {
    return of(name, annotated, List.of());
  }

  /// The command with the one below it that the first word names, and so on. With all of them where
  /// it names none: then the help or a refusal tells of each.
  ///
  /// @param words that follow the command's own name
  CommandSpec made(List<String> words) {
    CommandSpec made = spec.get();
    List<CommandTree> named =
        words.isEmpty()
            ? List.of()
            : below.stream().filter(one -> one.name.equals(words.getFirst())).toList();
    if (named.isEmpty()) {
      below.forEach(one -> made.addSubcommand(one.name, one.made(List.of())));
    } else {
      named.forEach(one -> made.addSubcommand(one.name, one.made(words.subList(1, words.size()))));
    }
    return made;
  }
}
