package dev.fleetgate.cli;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Durations;
import dev.fleetgate.model.Problem;
import dev.fleetgate.spec.Urls;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Values of options, refused in the words of files.
final class Converters {
  private Converters() {}

  /// A base address.
  static final class Address implements ITypeConverter<URI> {
    @Override
    public URI convert(String value) {
      String base = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      Urls.refusal(base)
          .ifPresent(expected -> {
            throw refused(value.contains("@") ? "an address" : Problem.quoted(value), expected);
          });
      return URI.create(base);
    }
  }

  /// A Prometheus duration above zero.
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return Durations.parse(value)
          .filter(Duration::isPositive)
          .orElseThrow(() ->
              refused(Problem.quoted(value), "a Prometheus duration above 0; write 30s, 5m or 1h"));
    }
  }

  /// The name of a cluster.
  static final class Cluster implements ITypeConverter<ClusterId> {
    @Override
    public ClusterId convert(String value) {
      if (!ClusterId.legal(value)) {
        throw refused(Problem.quoted(value), "letters, digits, -, _ and ., at most 253");
      }
      return new ClusterId(value);
    }
  }

  private static TypeConversionException refused(String found, String expected) {
    return new TypeConversionException(found + " (expected: " + expected + ")");
  }
}
