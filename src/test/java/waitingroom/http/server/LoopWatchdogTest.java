package waitingroom.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A real loop of Netty that a task blocks. */
class LoopWatchdogTest {
  private static final Duration THRESHOLD = Duration.ofMillis(100);

  private final NioEventLoopGroup group = new NioEventLoopGroup(1);
  private final EventLoop loop = group.next();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger beats = new AtomicInteger();
  private final Logger logger = (Logger) LoggerFactory.getLogger(LoopWatchdog.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void end() {
    logger.detachAppender(log);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void a_blocked_loop_is_counted_once_with_its_length_and_its_stack() {
    try (LoopWatchdog watchdog = new LoopWatchdog(THRESHOLD, registry)) {
      watch(watchdog);
      awaitBeats();
      CountDownLatch release = block();
      await().untilAsserted(() -> assertThat(stalls()).isEqualTo(1));
      await()
          .untilAsserted(
              () ->
                  assertThat(lines())
                      .singleElement()
                      .asString()
                      .contains("blockHere")
                      .doesNotContain("\n"));

      release.countDown();
      await().untilAsserted(() -> assertThat(longestSeconds()).isGreaterThanOrEqualTo(0.1));
      awaitBeats();
      assertThat(stalls()).isEqualTo(1);
    }
  }

  @Test
  void a_minute_has_three_lines_at_most_and_the_counter_has_all() {
    try (LoopWatchdog watchdog = new LoopWatchdog(THRESHOLD, registry)) {
      watch(watchdog);
      for (int i = 1; i <= 5; i++) {
        awaitBeats();
        CountDownLatch release = block();
        int times = i;
        await().untilAsserted(() -> assertThat(stalls()).isGreaterThanOrEqualTo(times));
        release.countDown();
      }
      assertThat(lines()).hasSize(3);
    }
  }

  @Test
  void zero_switches_it_off() {
    try (LoopWatchdog off = new LoopWatchdog(Duration.ZERO, registry)) {
      watch(off);
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().equals("loop-watchdog") && thread.isAlive());
    }
  }

  private void watch(LoopWatchdog watchdog) {
    watchdog.add(
        beat ->
            loop.execute(
                () -> {
                  beat.run();
                  beats.incrementAndGet();
                }));
  }

  /** Waits until the loop answers the watchdog again. */
  private void awaitBeats() {
    int before = beats.get();
    await().until(() -> beats.get() >= before + 2);
  }

  private CountDownLatch block() {
    CountDownLatch release = new CountDownLatch(1);
    loop.execute(() -> blockHere(release));
    return release;
  }

  private static void blockHere(CountDownLatch release) {
    try {
      assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private double stalls() {
    return registry.get("waitingroom.http.loop.stalls").counter().count();
  }

  private double longestSeconds() {
    return registry.get("waitingroom.http.loop.stall.longest").timeGauge().value(TimeUnit.SECONDS);
  }
}
