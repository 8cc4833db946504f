package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Inputs that a parser once took wrongly, ours or another's: {@code
 * src/test/resources/wire-corpus.txt}. Every run sends them first, and spoils them further.
 */
final class Corpus {
  private static final Path FILE = Path.of("src/test/resources/wire-corpus.txt");

  private Corpus() {}

  static List<byte[]> all() {
    try (var lines = Files.lines(FILE)) {
      return lines
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(Corpus::bytes)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line: printable characters stand for themselves, others are written as Java does. */
  private static byte[] bytes(String line) {
    return line.translateEscapes().getBytes(ISO_8859_1);
  }
}
