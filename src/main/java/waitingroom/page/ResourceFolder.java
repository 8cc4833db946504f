package waitingroom.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files directly in a class path folder, in a jar or on disk, so that a new file needs no entry
 * in a list.
 */
final class ResourceFolder {
  private ResourceFolder() {}

  /**
   * Reads all files, in order of their names.
   *
   * @param path such as {@code /web/waiting-room}
   * @throws IllegalArgumentException when there is no such folder
   */
  static Map<String, byte[]> read(String path) {
    URL url = ResourceFolder.class.getResource(path);
    if (url == null) {
      throw new IllegalArgumentException("There is no folder " + path + " on the class path");
    }
    try {
      if (!(url.openConnection() instanceof JarURLConnection connection)) {
        return read(Path.of(url.toURI()));
      }
      // Opened by its path: a file system that is opened by its address is one for the whole JVM.
      Path jar = Path.of(connection.getJarFileURL().toURI());
      try (FileSystem files = FileSystems.newFileSystem(jar)) {
        return read(files.getPath(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.filter(Files::isRegularFile).toList()) {
        files.put(Objects.requireNonNull(file.getFileName()).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /**
   * Reads one file.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  static byte[] file(String path) {
    try (InputStream stream = ResourceFolder.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("There is no file " + path + " on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one file as UTF-8. */
  static String text(String path) {
    return new String(file(path), StandardCharsets.UTF_8);
  }
}
