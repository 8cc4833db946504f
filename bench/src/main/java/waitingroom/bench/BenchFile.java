package waitingroom.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes results as JSON under {@code target/bench}, each run with a description of the machine.
 */
final class BenchFile {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private BenchFile() {}

  /** Writes {@code target/bench/<part>.json}. */
  static void write(String part, Object results) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    all.put("cores", Runtime.getRuntime().availableProcessors());
    all.put("java", Runtime.version().toString());
    all.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    all.put("results", results);
    Path file = Bench.FOLDER.resolve(part + ".json");
    MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    System.out.println("All runs are in " + file);
  }
}
