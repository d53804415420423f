package dev.fleetgate.app;

import dev.fleetgate.observer.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agenda of the running program: one timer thread, each task on a virtual thread of its own.
///
/// Thread safety: all methods may be called from any thread. After [#close()] tasks are dropped.
final class ClockAgenda implements Agenda, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClockAgenda.class);

  private final InstantSource clock;
  private final double speed;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers;
  private volatile boolean closing;

  /// @param speed how many seconds of the clock pass in one real second; 1 but for the demo
  ClockAgenda(InstantSource clock, double speed) {
    this.clock = clock;
    this.speed = speed;
    this.timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("agenda").factory());
    this.timer.setRemoveOnCancelPolicy(true);
    this.workers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory());
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public boolean closing() {
    return closing;
  }

  @Override
  public void at(Instant when, Runnable task) {
    if (closing) {
      return;
    }
    try {
      Duration delay = Duration.between(clock.instant(), when);
      if (delay.isPositive()) {
        var _ =
            timer.schedule(
                () -> start(task), (long) (delay.toNanos() / speed), TimeUnit.NANOSECONDS);
      } else {
        start(task);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("task dropped: the program is stopping");
    }
  }

  private void start(Runnable task) {
    workers.execute(() -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        if (closing) {
          LOG.debug("a task was interrupted: the program is stopping", e);
          return;
        }
        LOG.error("a task failed; the loop it belongs to goes on at its next event", e);
      }
    });
  }

  /// Drops what is planned, interrupts what runs and waits up to five seconds for it to end.
  @Override
  public void close() {
    closing = true;
    timer.shutdownNow();
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("tasks still run after 5 s; they end with the process");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
