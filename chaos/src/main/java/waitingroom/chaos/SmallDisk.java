package waitingroom.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small in-memory file system that can be filled up. Needs root. */
record SmallDisk(Path folder) implements AutoCloseable {
  /** Slightly more than the free space that the embedded Cassandra requires at start. */
  private static final String SIZE = "size=1500m";

  static SmallDisk mount(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Shell.run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Writes until nothing more fits. */
  void fill() {
    byte[] megabyte = new byte[1 << 20];
    try (OutputStream file = Files.newOutputStream(filler())) {
      for (boolean fits = true; fits; fits = written(file, megabyte)) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean written(OutputStream file, byte[] bytes) {
    try {
      file.write(bytes);
      return true;
    } catch (IOException full) {
      return false;
    }
  }

  void empty() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Shell.succeeds("umount", "--lazy", folder.toString());
  }
}
