package waitingroom;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import waitingroom.config.SigningSettings;

/** Threads that sign tokens: a signature takes a millisecond, which no actor can spare. */
final class Signers {
  private Signers() {}

  /** A bounded pool: it rejects tasks beyond its bound and ends with the system. */
  static Executor start(ActorSystem<?> system, SigningSettings settings, MeterRegistry registry) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.queueMax()),
            task -> new Thread(task, "signer"));
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "stop-signers",
            () -> {
              pool.shutdown();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    return ExecutorServiceMetrics.monitor(registry, pool, "signers", "waitingroom", List.of());
  }
}
