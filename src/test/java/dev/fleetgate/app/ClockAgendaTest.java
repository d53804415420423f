package dev.fleetgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ClockAgendaTest {
  @Test
  void closing_interruptsWhatRuns_andTakesNothingNew() throws Exception {
    ClockAgenda agenda = new ClockAgenda(InstantSource.system(), 1);
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean saidSo = new AtomicBoolean();
    AtomicBoolean later = new AtomicBoolean();
    agenda.soon(() -> {
      runs.countDown();
      try {
        never.await();
      } catch (InterruptedException e) {
        saidSo.set(agenda.closing());
        agenda.soon(() -> later.set(true));
      }
    });
    assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(agenda.closing()).isFalse();

    agenda.close();

    assertThat(saidSo).isTrue();
    assertThat(later).isFalse();
  }
}
