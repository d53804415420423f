package dev.fleetgate.http;

import dev.fleetgate.model.Node;
import dev.fleetgate.observer.Observer;
import dev.fleetgate.observer.Observer.Happening;
import dev.fleetgate.rollout.RolloutState;
import dev.fleetgate.spec.NodeJson;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// One event of the stream. Its text is made when the first stream asks for it, and shared by all.
///
/// Thread safety: all methods may be called from any thread.
final class EventMessage {
  private final String key;
  private final Function<Content, String> maker;
  private final Map<Content, String> texts = new EnumMap<>(Content.class);

  private EventMessage(String key, Function<Content, String> maker) {
    this.key = key;
    this.maker = maker;
  }

  /// How much an event says.
  enum Content {
    ALL,
    /// Only what moved; the page asks for the rest.
    NAMES
  }

  static EventMessage of(Happening happening, long sequence) {
    return switch (happening) {
      case Happening.RunMoved(var state) ->
          new EventMessage(
              "rollout/" + state.run(), content -> text("rollout", sequence, data(state, content)));
      case Happening.ClusterMoved(var view) ->
          new EventMessage(
              "cluster/" + view.cluster().id(),
              content ->
                  text(
                      "cluster",
                      sequence,
                      content == Content.ALL
                          ? ClusterJson.of(view)
                          : new Tree().put("name", view.cluster().id().value()).node()));
    };
  }

  /// Everything as it is now. Of runs that are over, no members.
  static EventMessage snapshot(Observer observer, long sequence) {
    return new EventMessage(
        "snapshot",
        content ->
            text(
                "snapshot",
                sequence,
                content == Content.ALL ? everything(observer) : Node.object()));
  }

  private static Node everything(Observer observer) {
    return new Tree()
        .put(
            "rollouts",
            observer.rollouts(),
            state ->
                state.phase().terminal() ? RolloutJson.summary(state) : RolloutJson.event(state))
        .put("clusters", observer.clusters(), ClusterJson::of)
        .node();
  }

  private static Node data(RolloutState state, Content content) {
    return content == Content.ALL
        ? RolloutJson.event(state)
        : new Tree()
            .put("name", state.name())
            .put("run", state.run().value())
            .put("phase", state.phase().written())
            .node();
  }

  /// JSON has no line breaks here, so that one data line holds it.
  private static String text(String event, long sequence, Node data) {
    return "id: " + sequence + "\nevent: " + event + "\ndata: " + NodeJson.write(data) + "\n\n";
  }

  /// What it is about; a later message of the same key says all that an earlier one said.
  String key() {
    return key;
  }

  synchronized String text(Content content) {
    return texts.computeIfAbsent(content, maker);
  }
}
