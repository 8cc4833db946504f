package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of {@code src/test/python} on the system's Python with its packages. */
public final class PythonScript {
  private static final Path SOURCES = Path.of("src", "test", "python");
  private static final Path FOLDER = Path.of("target", "python");
  private static final String PYTHON = "/usr/bin/python3";
  private static final int PATIENCE_SECONDS = 120;

  private PythonScript() {}

  /** Ends the test when Python or one of these modules is missing. */
  public static void needs(String... modules) throws IOException, InterruptedException {
    boolean there =
        Files.isExecutable(Path.of(PYTHON))
            && finished(List.of("-c", "import " + String.join(", ", modules)), Map.of()) == 0;
    NodeScript.needs(
        there, "Python's " + String.join(", ", modules) + " are not installed, so not tested");
  }

  /** Runs a script, which must succeed, and returns its output, which must be JSON. */
  public static JsonNode run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    int status = finished(List.of(SOURCES.resolve(script).toString()), environment);
    assertThat(status).as("%s: %s", script, Files.readString(errors(), UTF_8)).isZero();
    return Answer.parse(Files.readString(output(), UTF_8));
  }

  private static int finished(List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    List<String> command = new ArrayList<>(List.of(PYTHON, "-B"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output().toFile())
            .redirectError(errors().toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%s ends", command)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private static Path output() {
    return FOLDER.resolve("output.txt");
  }

  private static Path errors() {
    return FOLDER.resolve("errors.txt");
  }
}
