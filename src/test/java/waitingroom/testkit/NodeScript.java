package waitingroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the scripts of {@code src/test/npm} on Node.js with the packages of their lock file. */
public final class NodeScript {
  private static final Path SOURCES = Path.of("src", "test", "npm");
  private static final Path FOLDER = Path.of("target", "npm");
  private static final int PATIENCE_SECONDS = 120;

  private NodeScript() {}

  /**
   * Ends the test when a program is missing: fails in CI, skips elsewhere.
   *
   * @param what message that names what goes untested
   */
  public static void needs(boolean there, String what) {
    if (!there) {
      if ("true".equals(System.getenv("CI"))) {
        fail(what + ": install it");
      }
      System.err.println("SKIPPED: " + what);
      abort(what);
    }
  }

  /** Installs the packages once per lock file. */
  public static void install() throws IOException, InterruptedException {
    for (String program : List.of("node", "npm")) {
      needs(
          Stream.of("/usr/bin", "/usr/local/bin")
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
          program + " is not installed, so no client on Node.js is tested");
    }
    Files.createDirectories(FOLDER);
    Path lock = FOLDER.resolve("package-lock.json");
    boolean installed =
        Files.exists(FOLDER.resolve("node_modules"))
            && Files.exists(lock)
            && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) == -1;
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Files.copy(
            source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!installed) {
      run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
    }
  }

  /** Adds a file from elsewhere to the scripts. */
  public static void add(Path source) throws IOException {
    Files.copy(source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Starts a script that goes on, such as a server; its errors go to a file. */
  static Process start(String script, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("node", script)
            .directory(FOLDER.toFile())
            .redirectError(FOLDER.resolve(script + ".txt").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs a script, which must succeed, and returns its output, which must be JSON. */
  public static JsonNode run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    return Answer.parse(run(List.of("node", script), environment));
  }

  private static String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path errors = FOLDER.resolve("errors.txt");
    Path output = FOLDER.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%s ends", command)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue())
        .as("%s: %s", command, Files.readString(errors, StandardCharsets.UTF_8))
        .isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
