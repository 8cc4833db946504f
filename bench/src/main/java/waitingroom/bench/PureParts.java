package waitingroom.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** JMH benchmarks that need no node and no database: every class whose name ends in Benchmark. */
final class PureParts {
  private static final int FORKS = Integer.getInteger("bench.forks", 1);
  private static final int WARM_UPS = Integer.getInteger("bench.warmup", 5);
  private static final int ITERATIONS = Integer.getInteger("bench.iterations", 3);

  private PureParts() {}

  static void run() throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include("waitingroom\\..*Benchmark\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(FORKS)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsPrepend("-Xmx1g")
                .addProfiler("gc")
                .resultFormat(ResultFormatType.JSON)
                .result(Bench.FOLDER.resolve("jmh.json").toString())
                .build())
        .run();
  }
}
