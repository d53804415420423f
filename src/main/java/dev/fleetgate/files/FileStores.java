package dev.fleetgate.files;

import dev.fleetgate.alerts.AlertLog;
import dev.fleetgate.gates.GateRunStore;
import dev.fleetgate.model.Node;
import dev.fleetgate.rollout.Trigger;
import dev.fleetgate.rollout.port.RecordStore;
import dev.fleetgate.rollout.port.RolloutStore;
import dev.fleetgate.rules.PinStore;
import java.util.function.Function;

/// Every store on one state folder. Closing lets go of the files, not of the folder.
///
/// Thread safety: the stores may be called from any thread.
public final class FileStores implements AutoCloseable {
  private final RolloutStore rollouts;
  private final RecordStore records;
  private final GateRunStore gateRuns;
  private final PinStore pins;
  private final FileAlertLog alerts;

  /// @param triggers types the trigger of a phase; throws [dev.fleetgate.model.BadInputException]
  ///   for one it does not know
  public FileStores(StateFolder folder, Function<Node, Trigger> triggers) {
    this.rollouts = new FileRolloutStore(folder, triggers);
    this.records = new FileRecordStore(folder);
    this.gateRuns = new FileGateRunStore(folder);
    this.pins = new FilePinStore(folder);
    this.alerts = FileAlertLog.open(folder);
  }

  /// What can be read of a folder that another process may hold. Nothing may be put into it.
  public static Look look(StateFolder folder, Function<Node, Trigger> triggers) {
    return new Look(new FileRolloutStore(folder, triggers), new FilePinStore(folder));
  }

  /// Stores to read from.
  public record Look(RolloutStore rollouts, PinStore pins) {}

  public RolloutStore rollouts() {
    return rollouts;
  }

  public RecordStore records() {
    return records;
  }

  public GateRunStore gateRuns() {
    return gateRuns;
  }

  public PinStore pins() {
    return pins;
  }

  public AlertLog alerts() {
    return alerts;
  }

  @Override
  public void close() {
    alerts.close();
  }
}
