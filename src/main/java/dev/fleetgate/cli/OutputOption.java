package dev.fleetgate.cli;

import picocli.CommandLine.Option;

/// `--output`, alike in all commands.
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "Form of the answer: text, or json for programs. Default: text.")
  private Output output = Output.TEXT;

  boolean json() {
    return output == Output.JSON;
  }
}
