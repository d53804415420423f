package dev.fleetgate.rollout.port;

import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.RunId;
import dev.fleetgate.rollout.TriggerKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What belongs to runs beside their states, in memory.
///
/// Thread safety: all methods may be called from any thread.
public final class InMemoryRecordStore implements RecordStore {
  private final Map<TriggerKey, Intent> intents = new ConcurrentHashMap<>();
  private final Map<List<String>, Node> befores = new ConcurrentHashMap<>();
  private final Map<TriggerKey, Node> receipts = new ConcurrentHashMap<>();
  private final Map<List<String>, Node> documents = new ConcurrentHashMap<>();

  @Override
  public Kept keepIntent(Intent intent) {
    intents.put(intent.key(), intent);
    return new Kept.Written();
  }

  @Override
  public Found<Intent> intent(TriggerKey key) {
    return new Found.Read<>(Optional.ofNullable(intents.get(key)));
  }

  @Override
  public Kept keepBefore(RunId run, ClusterId member, String phase, Node before) {
    befores.put(List.of(run.value(), member.value(), phase), before);
    return new Kept.Written();
  }

  @Override
  public Found<Node> before(RunId run, ClusterId member, String phase) {
    return new Found.Read<>(
        Optional.ofNullable(befores.get(List.of(run.value(), member.value(), phase))));
  }

  @Override
  public Kept keepReceipt(TriggerKey key, Node receipt) {
    receipts.put(key, receipt);
    return new Kept.Written();
  }

  @Override
  public Found<Node> receipt(TriggerKey key) {
    return new Found.Read<>(Optional.ofNullable(receipts.get(key)));
  }

  @Override
  public Kept keepDocument(RunId run, String name, Node document) {
    documents.put(List.of(run.value(), name), document);
    return new Kept.Written();
  }

  @Override
  public Found<Node> document(RunId run, String name) {
    return new Found.Read<>(Optional.ofNullable(documents.get(List.of(run.value(), name))));
  }
}
