package waitingroom.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The image without a container engine: the files that the Dockerfile's last stage copies, in a
 * read-only folder, and its start command. If the test runs as root, programs run as the
 * Dockerfile's user.
 *
 * @param folder replaces {@code WORKDIR}
 */
record ContainerImage(Path folder, Dockerfile file) {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  /** The instructions of the Dockerfile's last stage. */
  record Dockerfile(List<String[]> instructions) {
    static Dockerfile read() {
      try {
        String text = Files.readString(Path.of("Dockerfile"));
        return new Dockerfile(
            text.substring(text.lastIndexOf("\nFROM ") + 1)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 2))
                .toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The arguments of all instructions of that name. */
    List<String> all(String instruction) {
      return instructions.stream()
          .filter(each -> each[0].equals(instruction))
          .map(each -> each[1])
          .toList();
    }

    /** A command in the exec form, a JSON array. */
    List<String> command(String instruction) {
      try {
        return Arrays.asList(
            JsonMapper.builder().build().readValue(all(instruction).get(0), String[].class));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(instruction + " is not in the exec form", e);
      }
    }
  }

  /** Copies the files. {@code target/waiting-room.jar} and {@code target/lib} must exist. */
  static ContainerImage in(Path folder) throws IOException {
    Dockerfile file = Dockerfile.read();
    for (String copy : file.all("COPY")) {
      List<String> names =
          Stream.of(copy.replaceFirst("--from=\\w+ ", "").split(" "))
              .map(name -> name.replaceFirst("^/build/", ""))
              .toList();
      String target = names.get(names.size() - 1);
      for (String source : names.subList(0, names.size() - 1)) {
        copy(source, folder, target);
      }
    }
    for (Path each : below(folder)) {
      Files.setPosixFilePermissions(
          each,
          PosixFilePermissions.fromString(Files.isDirectory(each) ? "r-xr-xr-x" : "r--r--r--"));
    }
    return new ContainerImage(folder, file);
  }

  private static void copy(String source, Path folder, String target) throws IOException {
    if (source.contains("*")) {
      Path parent = Path.of(source.substring(0, source.lastIndexOf('/')));
      Path into = Files.createDirectories(folder.resolve(target));
      try (var found =
          Files.newDirectoryStream(parent, source.substring(parent.toString().length() + 1))) {
        for (Path file : found) {
          Files.copy(file, into.resolve(file.getFileName()));
        }
      }
    } else if (Files.isDirectory(Path.of(source))) {
      for (Path file : below(Path.of(source))) {
        Files.copy(file, folder.resolve(target).resolve(Path.of(source).relativize(file)));
      }
    } else {
      Files.copy(Path.of(source), folder.resolve(target).resolve(Path.of(source).getFileName()));
    }
  }

  /** All files and folders, the folder itself first. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
    }
  }

  /**
   * Starts a process as a container would.
   *
   * @param arguments replace {@code CMD}
   * @param environment variables besides the path; nothing else is inherited
   */
  Process start(List<String> arguments, Map<String, String> environment, File log)
      throws IOException {
    List<String> command = new ArrayList<>(privileges());
    command.addAll(file.command("ENTRYPOINT"));
    command.set(command.indexOf("java"), JAVA.toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private List<String> privileges() throws IOException {
    boolean root =
        Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
    if (!root || !Files.isExecutable(SETPRIV)) {
      return List.of();
    }
    String[] user = file.all("USER").get(0).split(":", 2);
    return List.of(
        SETPRIV.toString(),
        "--reuid=" + user[0],
        "--regid=" + user[1],
        "--clear-groups",
        "--no-new-privs",
        "--bounding-set=-all");
  }

  /** Makes the folder deletable. */
  void unlock() throws IOException {
    for (Path each : below(folder)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
