package dev.fleetgate.http;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.RecordStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The documents of runs, in memory.
///
/// Thread safety: all methods may be called from any thread.
final class TestingRecords implements RecordStore {
  private final Map<String, Node> documents = new ConcurrentHashMap<>();

  private static UnsupportedOperationException notHere(String method) {
    return new UnsupportedOperationException(method + ": no trigger is sent in these tests");
  }

  @Override
  public Kept keepIntent(Intent intent) {
    throw notHere("keepIntent");
  }

  @Override
  public Found<Intent> intent(TriggerKey key) {
    return new Found.Read<>(Optional.empty());
  }

  @Override
  public Kept keepBefore(RunId run, ClusterId member, String phase, Node before) {
    throw notHere("keepBefore");
  }

  @Override
  public Found<Node> before(RunId run, ClusterId member, String phase) {
    return new Found.Read<>(Optional.empty());
  }

  @Override
  public Kept keepReceipt(TriggerKey key, Node receipt) {
    throw notHere("keepReceipt");
  }

  @Override
  public Found<Node> receipt(TriggerKey key) {
    return new Found.Read<>(Optional.empty());
  }

  @Override
  public Kept keepDocument(RunId run, String name, Node document) {
    documents.put(run + "/" + name, document);
    return new Kept.Written();
  }

  @Override
  public Found<Node> document(RunId run, String name) {
    return new Found.Read<>(Optional.ofNullable(documents.get(run + "/" + name)));
  }
}
