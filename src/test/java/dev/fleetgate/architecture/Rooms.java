package dev.fleetgate.architecture;

import static dev.fleetgate.architecture.Room.outer;
import static dev.fleetgate.architecture.Room.pure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rooms, the arrows between them and the libraries behind their walls. A new room or arrow
/// needs an ADR, a sign (its package-info) and a line here.
final class Rooms {
  static final String ROOT = "dev.fleetgate";

  /// The composition root: the classes that may name every library, one for each thing that is put
  /// together (ADR 0061).
  static final Set<String> WIRING =
      Set.of(ROOT + ".app.Wiring", ROOT + ".app.Service", ROOT + ".app.Planner");

  private static final String ALL =
      "model promql gates rollout rules alerts triggers telemetry spec prometheus kube files config"
          + " observer http sim cli";
  private static final String PURE = "model promql gates rollout rules alerts triggers telemetry";
  private static final String JACKSON = "com.fasterxml.jackson";
  private static final String VERTX = "io.vertx io.netty";
  private static final String LOG = "org.slf4j";

  private static final List<Room> TABLE =
      List.of(
          pure("model", "", ""),
          pure("promql", "model", ""),
          pure("gates", "model promql", ""),
          pure("rollout", "model", ""),
          pure("rules", "model promql", ""),
          pure("alerts", "model", ""),
          pure("triggers", "model rollout", JACKSON),
          pure("telemetry", "model", "io.prometheus.metrics"),
          pure("config", "model", ""),
          outer("spec", "model promql gates rollout rules", all(JACKSON, "org.yaml.snakeyaml")),
          outer("prometheus", "model gates rules alerts", all(VERTX, JACKSON, LOG)),
          outer(
              "kube",
              "model gates rules rollout alerts triggers prometheus",
              all("io.fabric8", JACKSON, LOG)),
          outer("files", "model gates rollout rules alerts spec", all(JACKSON, LOG)),
          outer("observer", PURE, LOG),
          outer(
              "http",
              "model alerts gates rules rollout spec observer telemetry",
              all(VERTX, JACKSON, LOG)),
          outer("sim", "model promql", all(VERTX, JACKSON, LOG)),
          outer("cli", "model spec gates rollout rules sim", all("picocli", LOG)),
          outer("app", ALL, LOG));

  private static final Map<String, Room> BY_NAME = byName();

  private Rooms() {}

  /// The room that a class belongs to; empty for a class in a package that the table does not name.
  static Optional<Room> of(String className) {
    return Optional.ofNullable(BY_NAME.get(nameOf(className)));
  }

  /// The first part of a class's package below the root, whether or not it is a room; empty text
  /// for anything else.
  static String nameOf(String className) {
    if (!isOurs(className)) {
      return "";
    }
    int start = ROOT.length() + 1;
    int end = className.indexOf('.', start);
    return end < 0 ? "" : className.substring(start, end);
  }

  static boolean isOurs(String className) {
    return className.startsWith(ROOT + ".");
  }

  /// The names of all rooms that the table knows.
  static Set<String> names() {
    return BY_NAME.keySet();
  }

  private static String all(String... lists) {
    return String.join(" ", lists);
  }

  private static Map<String, Room> byName() {
    Map<String, Room> rooms = new HashMap<>();
    TABLE.forEach(room -> rooms.put(room.name(), room));
    return Map.copyOf(rooms);
  }
}
