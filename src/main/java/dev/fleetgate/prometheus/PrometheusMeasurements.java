package dev.fleetgate.prometheus;

import dev.fleetgate.gates.Measurement;
import dev.fleetgate.gates.MeasurementSource;
import dev.fleetgate.model.InconclusiveReason;
import dev.fleetgate.model.Sample;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures through the HTTP API.
///
/// 1. Prometheus's clock is known from the `Date` of the exchange before, at first from a request
///    of its own. All queries of a measurement carry one `time` of that clock.
/// 2. One query asks for the oldest sample time of every selector.
/// 3. Then the metric's own query is asked. Its `Date` gives the skew.
///
/// Invariant: sample times are asked for before the value. A scrape that is stored between the two
/// queries makes the value younger than its times say, never older.
///
/// Thread safety: for many virtual threads at once.
public final class PrometheusMeasurements implements MeasurementSource {
  private static final String SELECTOR = "fleetgate_selector";

  private static final Duration EXACT = Duration.ofSeconds(1);

  private final PrometheusClient client;
  private final InstantSource clock;
  private final Map<URI, Skew> skews = new ConcurrentHashMap<>();

  public PrometheusMeasurements(PrometheusClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Measurement measure(Request request) {
    Instant begin = clock.instant();
    Instant end = client.stopwatch().instant().plus(request.deadline());
    Measurement.Outcome outcome =
        switch (skew(request)) {
          case Reply.Got<Skew> got -> times(request, end, begin.plus(got.value().offset()));
          case Reply.Lost<Skew>(var reason, var message) ->
              new Measurement.NotAnswered(reason, message);
          case Reply.Refused<Skew>(var message) ->
              new Measurement.NotAnswered(InconclusiveReason.PROMETHEUS_UNREACHABLE, message);
        };
    return new Measurement(begin, clock.instant(), outcome);
  }

  private Reply<Skew> skew(Request request) {
    return Optional.ofNullable(skews.get(request.prometheus()))
        .<Reply<Skew>>map(known -> new Reply.Got<>(known, List.of(), Optional.of(known)))
        .orElseGet(() -> client.skew(request.prometheus(), request.deadline()));
  }

  private Measurement.Outcome times(Request request, Instant end, Instant time) {
    Reply<List<Sample>> times =
        client.query(request.prometheus(), oldestQuery(request.selectors()), time, left(end));
    return switch (times) {
      case Reply.Got<List<Sample>> got -> value(request, end, time, got);
      case Reply.Lost<List<Sample>>(var reason, var message) ->
          new Measurement.NotAnswered(reason, message);
      case Reply.Refused<List<Sample>>(var message) -> new Measurement.Refused(message);
    };
  }

  private Measurement.Outcome value(
      Request request, Instant end, Instant time, Reply.Got<List<Sample>> times) {
    Reply<List<Sample>> value =
        client.query(request.prometheus(), request.query(), time, left(end));
    return switch (value) {
      case Reply.Got<List<Sample>> got -> answered(request, time, times, got);
      case Reply.Lost<List<Sample>>(var reason, var message) ->
          new Measurement.NotAnswered(reason, message);
      case Reply.Refused<List<Sample>>(var message) -> new Measurement.Refused(message);
    };
  }

  private Measurement.Outcome answered(
      Request request, Instant time, Reply.Got<List<Sample>> times, Reply.Got<List<Sample>> value) {
    if (value.clock().isEmpty()) {
      skews.remove(request.prometheus());
      return new Measurement.NotAnswered(
          InconclusiveReason.CLOCK_SKEW,
          "no Date header (expected: one, to compare clocks; let proxies pass it on)");
    }
    Skew skew = value.clock().get();
    remember(request.prometheus(), skew);
    List<String> warnings = new ArrayList<>(times.warnings());
    warnings.addAll(value.warnings());
    return new Measurement.Answered(
        value.value(),
        oldest(times.value(), request.selectors().size()),
        warnings,
        new Measurement.Clock(time, skew.offset(), skew.roundTrip()));
  }

  /// A slow exchange says too little of the other clock to choose a time by it.
  private void remember(URI base, Skew skew) {
    if (skew.roundTrip().compareTo(EXACT) <= 0) {
      skews.put(base, skew);
    } else {
      skews.putIfAbsent(base, skew);
    }
  }

  private Duration left(Instant end) {
    return Duration.between(client.stopwatch().instant(), end);
  }

  /// One query for the oldest sample time of each selector, told apart by a label.
  static String oldestQuery(List<String> selectors) {
    return IntStream.range(0, selectors.size())
        .mapToObj(index ->
            "label_replace(min(timestamp(%s)), \"%s\", \"%d\", \"\", \"\")"
                .formatted(selectors.get(index), SELECTOR, index))
        .collect(Collectors.joining(" or "));
  }

  private static List<Optional<Instant>> oldest(List<Sample> samples, int selectors) {
    List<Optional<Instant>> oldest =
        new ArrayList<>(Collections.nCopies(selectors, Optional.empty()));
    for (Sample sample : samples) {
      int index = Integer.parseInt(sample.labels().getOrDefault(SELECTOR, "0"));
      oldest.set(index, Optional.of(Instant.ofEpochMilli(Math.round(sample.value() * 1000))));
    }
    return oldest;
  }
}
