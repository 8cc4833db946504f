package waitingroom.contract.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.management.ThreadMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * CPU time of a listener in this JVM: that of all threads but ours, without those of the compilers
 * and the collector, per answer. Many connections ask at a time, as in a crowd.
 */
final class CostMeter implements AutoCloseable {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CONNECTIONS = 32;
  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long RUN_NANOS = 100_000_000;
  private static final int RUNS = 3;

  private record Connection(Socket socket, InputStream in) {}

  private final List<Connection> connections = new ArrayList<>();
  private int sent;

  CostMeter(URI base) throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket socket = new Socket(base.getHost(), base.getPort());
      socket.setTcpNoDelay(true);
      connections.add(new Connection(socket, new BufferedInputStream(socket.getInputStream())));
    }
  }

  /** Microseconds of an answer: the least of several runs, since others only add to it. */
  double micros(IntFunction<String> call) {
    try {
      run(call, WARM_UP_NANOS);
      double least = Double.MAX_VALUE;
      for (int i = 0; i < RUNS; i++) {
        least = Math.min(least, run(call, RUN_NANOS));
      }
      return least;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double run(IntFunction<String> call, long nanos) throws IOException {
    Map<Long, Long> before = cpu();
    int answers = 0;
    long spent = 0;
    while (spent < nanos) {
      for (Connection connection : connections) {
        connection.socket().getOutputStream().write(call.apply(sent++).getBytes(ISO_8859_1));
      }
      for (Connection connection : connections) {
        readAnswer(connection.in());
      }
      answers += CONNECTIONS;
      if (answers % (4 * CONNECTIONS) == 0) {
        spent = spent(before);
      }
    }
    return spent / 1_000.0 / answers;
  }

  private static long spent(Map<Long, Long> before) {
    return cpu().entrySet().stream()
        .mapToLong(now -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
        .sum();
  }

  private static Map<Long, Long> cpu() {
    long[] ids = THREADS.getAllThreadIds();
    long[] times = THREADS.getThreadCpuTime(ids);
    Map<Long, Long> all = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != Thread.currentThread().getId()) {
        all.put(ids[i], times[i]);
      }
    }
    return all;
  }

  private static void readAnswer(InputStream in) throws IOException {
    long length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).trim());
      }
    }
    if (length > 0) {
      in.skipNBytes(length);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The connection was closed: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    for (Connection connection : connections) {
      try {
        connection.socket().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
