package waitingroom.dev;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import waitingroom.tool.StartException;

/**
 * The jars of the embedded Cassandra.
 *
 * @param own our jar, first on the class path: it replaces one class of Cassandra
 * @param agent jamm, with which Cassandra measures its memtables
 */
record EmbeddedJars(Path folder, Path own, Path agent) {

  /**
   * Finds the jars in {@code lib/} or, in a checkout, {@code target/lib/}.
   *
   * @throws StartException when the jars are missing
   */
  static EmbeddedJars in(Path home) throws IOException {
    for (Path folder : List.of(home.resolve("lib"), home.resolve("target/lib"))) {
      if (Files.isDirectory(folder)) {
        return new EmbeddedJars(
            folder, only(folder, "embedded-cassandra-*.jar"), only(folder, "jamm-*.jar"));
      }
    }
    throw missing(home);
  }

  /** The argument files {@code conf/jvmN.options} for all N up to the version of this JVM. */
  static List<Path> optionFiles(Path home) {
    int running = Runtime.version().feature();
    return Stream.of(17, 24)
        .filter(version -> version <= running)
        .map(version -> home.resolve("conf/jvm" + version + ".options"))
        .toList();
  }

  private static Path only(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      for (Path jar : found) {
        return jar;
      }
    }
    throw missing(folder);
  }

  private static StartException missing(Path folder) {
    return new StartException(
        "The jars of the embedded Cassandra are not in "
            + folder
            + ": run \"mvn -f cassandra/pom.xml package\" first.");
  }
}
