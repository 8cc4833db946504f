package waitingroom.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Short-lived commands of the operating system. */
final class Shell {
  private record Ended(int status, String output) {}

  private Shell() {}

  /** Runs a command that must succeed. */
  static void run(String... command) {
    Ended ended = end(command);
    if (ended.status() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + ended.output());
    }
  }

  /** Runs a command and returns whether it succeeded; false without such a program. */
  @CanIgnoreReturnValue
  static boolean succeeds(String... command) {
    try {
      return end(command).status() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Sends a signal to one process. */
  static void signal(String name, long pid) {
    run("kill", "-" + name, Long.toString(pid));
  }

  private static Ended end(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
