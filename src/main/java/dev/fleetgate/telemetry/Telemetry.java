package dev.fleetgate.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// What Fleetgate counts and measures of itself.
///
/// Thread safety: all methods may be called from any thread.
public final class Telemetry {
  private final PrometheusRegistry registry;
  private final Counter events;
  private final Counter measurements;
  private final Counter notices;
  private final Counter triggers;
  private final Histogram queries;
  private final Histogram lateness;
  private final Histogram writes;

  /// Registers all metrics.
  ///
  /// @param version of the running program
  public Telemetry(PrometheusRegistry registry, String version) {
    this.registry = registry;
    Info.builder()
        .name("fleetgate_build_info")
        .help("Version of the running program.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version);
    events =
        counter(
            "fleetgate_events",
            "Events that a run stepped, by kind and effect.",
            "event",
            "effect");
    measurements =
        counter("fleetgate_measurements", "Measurements taken, by what they said.", "outcome");
    notices =
        counter("fleetgate_alert_notices", "Alerts received by webhook, by status.", "status");
    triggers =
        counter(
            "fleetgate_trigger_calls",
            "Calls to target systems, by call and outcome.",
            "call",
            "outcome");
    queries = histogram("fleetgate_query_duration", "Time until a Prometheus answered.");
    lateness =
        histogram(
            "fleetgate_measurement_lateness", "How much later than planned measurements began.");
    writes = histogram("fleetgate_store_write_duration", "Time until a run's state was stored.");
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder().name(name).help(help).unit(Unit.SECONDS).register(registry);
  }

  /// A gauge whose values are asked for at each scrape.
  ///
  /// @param label name of its one label
  /// @param values by label value; label values come from a closed set
  public void gauge(String name, String help, String label, Supplier<Map<String, Long>> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(callback -> values.get().forEach((value, count) -> callback.call(count, value)))
        .register(registry);
  }

  /// @param event simple name of the event's type
  /// @param effect `moved`, `unchanged` or `refused`
  public void event(String event, String effect) {
    events.labelValues(event, effect).inc();
  }

  /// @param outcome `pass`, `fail`, or the reason why nothing can be said
  public void measurement(String outcome, Duration late) {
    measurements.labelValues(outcome).inc();
    lateness.observe(seconds(late));
  }

  public void notices(boolean firing, int count) {
    notices.labelValues(firing ? "firing" : "resolved").inc(count);
  }

  /// @param call `prepare`, `send`, `resolve`, `poll` or `stop`
  /// @param outcome simple name of the outcome's type
  public void triggerCall(String call, String outcome) {
    triggers.labelValues(call, outcome).inc();
  }

  public void query(Duration duration) {
    queries.observe(seconds(duration));
  }

  public void write(Duration duration) {
    writes.observe(seconds(duration));
  }

  /// Every metric as it is now, in the text format that a scraper prefers.
  ///
  /// @param accept its `Accept` header; empty for Prometheus's own text format
  public Exposition exposition(String accept) {
    ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
    if (!writer.getContentType().startsWith("application/openmetrics-text")) {
      writer = PrometheusTextFormatWriter.create();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(bytes, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Exposition(writer.getContentType(), bytes.toString(StandardCharsets.UTF_8));
  }

  /// A page of metrics.
  public record Exposition(String contentType, String text) {
    public Exposition {
      Objects.requireNonNull(contentType);
      Objects.requireNonNull(text);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
