package waitingroom.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.NodeScript;

/** Modules of the waiting page, tested without a page. */
class WaitingScriptsIT {
  private static final Path MODULES = Path.of("target", "npm", "waiting");

  @Test
  void the_modules_keep_their_place_their_pace_and_their_patience() throws Exception {
    NodeScript.install();
    Files.createDirectories(MODULES);
    try (Stream<Path> sources = Files.list(Path.of("src/main/resources/web/waiting"))) {
      List<Path> modules = sources.filter(file -> file.toString().endsWith(".js")).toList();
      for (Path module : modules) {
        Files.copy(
            module,
            MODULES.resolve(module.getFileName().toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    String folder = MODULES.toAbsolutePath().toString();
    assertThat(
            NodeScript.run("waiting.mjs", Map.of("WAITING_MODULES", folder))
                .get("passed")
                .booleanValue())
        .isTrue();
  }
}
