package dev.fleetgate.files;

import dev.fleetgate.model.BadInputException;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.RecordStore;
import dev.fleetgate.spec.NodeJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What belongs to a run beside its state, a file for each record.
///
/// Thread safety: all methods may be called from any thread; no two of them write one record at the
/// same time, as a member has one trigger at a time.
final class FileRecordStore implements RecordStore {
  private final StateFolder folder;

  FileRecordStore(StateFolder folder) {
    this.folder = folder;
  }

  @Override
  public Kept keepIntent(Intent intent) {
    Node record =
        Node.object()
            .with("key", Node.text(intent.key().written()))
            .with("clusterUid", Node.text(intent.clusterUid()))
            .with("request", intent.request())
            .with("expected", intent.expected());
    return keep(path(intent.key(), "intent"), record);
  }

  @Override
  public Found<Intent> intent(TriggerKey key) {
    return find(
        path(key, "intent"),
        record ->
            new Intent(
                key,
                record.textAt("clusterUid").orElse(""),
                record.path("request").orElseGet(Node::nothing),
                record.path("expected").orElseGet(Node::nothing)));
  }

  @Override
  public Kept keepBefore(RunId run, ClusterId member, String phase, Node before) {
    return keep(beforePath(run, member, phase), Node.object().with("before", before));
  }

  @Override
  public Found<Node> before(RunId run, ClusterId member, String phase) {
    return find(
        beforePath(run, member, phase), record -> record.path("before").orElseGet(Node::nothing));
  }

  @Override
  public Kept keepReceipt(TriggerKey key, Node receipt) {
    return keep(path(key, "receipt"), Node.object().with("receipt", receipt));
  }

  @Override
  public Found<Node> receipt(TriggerKey key) {
    return find(path(key, "receipt"), record -> record.path("receipt").orElseGet(Node::nothing));
  }

  @Override
  public Kept keepDocument(RunId run, String name, Node document) {
    return keep(documentPath(run, name), Node.object().with("document", document));
  }

  @Override
  public Found<Node> document(RunId run, String name) {
    return find(
        documentPath(run, name), record -> record.path("document").orElseGet(Node::nothing));
  }

  private Kept keep(String path, Node record) {
    try {
      folder.write(path, NodeJson.write(record));
      return new Kept.Written();
    } catch (UncheckedIOException e) {
      return new Kept.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private <T> Found<T> find(String path, Function<Node, T> read) {
    try {
      Optional<T> found = folder.read(path).map(text -> read.apply(NodeJson.read(text, path)));
      return new Found.Read<>(found);
    } catch (UncheckedIOException | BadInputException e) {
      return new Found.Unavailable<>(path + ": " + e.getMessage());
    }
  }

  private static String path(TriggerKey key, String kind) {
    return records(key.run()) + key.objectName() + "." + kind + ".json";
  }

  private static String beforePath(RunId run, ClusterId member, String phase) {
    return records(run) + "before-" + hash(member.value() + "/" + phase) + ".json";
  }

  private static String documentPath(RunId run, String name) {
    return FileRolloutStore.folderOf(run) + "/documents/" + hash(name) + ".json";
  }

  private static String records(RunId run) {
    return FileRolloutStore.folderOf(run) + "/records/";
  }

  /// Names may hold characters that file names do not.
  private static String hash(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
