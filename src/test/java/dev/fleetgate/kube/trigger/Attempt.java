package dev.fleetgate.kube.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetgate.model.Node;
import dev.fleetgate.peers.AuditRecord;
import dev.fleetgate.rollout.Progress;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.TriggerKey;
import dev.fleetgate.rollout.port.Intent;
import dev.fleetgate.rollout.port.TriggerPort.Preparation;
import dev.fleetgate.rollout.port.TriggerPort.Releasing;
import dev.fleetgate.rollout.port.TriggerPort.Resolution;
import dev.fleetgate.rollout.port.TriggerPort.SendOutcome;
import dev.fleetgate.rollout.port.TriggerPort.Stopping;
import java.util.List;

/// One attempt at a trigger, with the intent that followed from its preparation.
record Attempt(TestingSender sender, TriggerKey key, Trigger trigger, Preparation preparation) {
  String name() {
    return key.objectName();
  }

  Intent intent() {
    Preparation.Ready ready = (Preparation.Ready) preparation;
    return new Intent(key, "uid-of-eu-1", ready.request(), ready.expected());
  }

  SendOutcome send() {
    return sender.triggers().send(trigger, intent());
  }

  /// Sends it, so that the request arrives and the answer does not.
  SendOutcome sendMuted() {
    assertThat(resolve()).as("a connection stands").isEqualTo(new Resolution.Absent());
    sender.mute();
    return send();
  }

  /// Sends it; the receipt.
  Node sent() {
    return ((SendOutcome.Sent) send()).receipt();
  }

  Resolution resolve() {
    return sender.triggers().resolve(trigger, intent());
  }

  Progress poll(Node receipt) {
    return sender.triggers().poll(trigger, intent(), receipt);
  }

  Stopping stop(Node receipt) {
    return sender.triggers().stop(trigger, intent(), receipt);
  }

  Releasing release() {
    return sender.triggers().release(trigger, intent());
  }

  Releasing delete() {
    return sender.triggers().delete(trigger, intent());
  }

  /// Creates of the object that were carried out.
  List<AuditRecord> created() {
    return sender.writes("create", "/jobs").stream()
        .filter(
            record -> record.requestObject().path("metadata").path("name").asText().equals(name()))
        .toList();
  }
}
