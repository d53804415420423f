package dev.fleetgate.alerts;

final class InMemoryAlertLogTest extends AlertLogContract {
  @Override
  protected AlertLog log() {
    return new InMemoryAlertLog();
  }
}
