package waitingroom.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.MonitoringFiles;

/** Checks the alert rules with Prometheus's own tool, and the dashboard. */
class AlertRulesTest {
  private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/OPERATIONS\\.md#(\\S+)");

  @Test
  void prometheus_accepts_the_rules() throws Exception {
    promtool("check", "rules", "alerts.yml");
  }

  @Test
  void the_rules_ring_when_they_should_and_only_then() throws Exception {
    promtool("test", "rules", "alerts-test.yml");
  }

  @Test
  void every_rule_has_a_test() throws IOException {
    String rules = Files.readString(MonitoringFiles.FOLDER.resolve("alerts.yml"));
    String tests = Files.readString(MonitoringFiles.FOLDER.resolve("alerts-test.yml"));
    List<String> names =
        Pattern.compile("- alert: (\\w+)").matcher(rules).results().map(m -> m.group(1)).toList();
    assertThat(names).isNotEmpty().allMatch(name -> tests.contains("alertname: " + name + "\n"));
  }

  @Test
  void every_runbook_is_a_heading() throws IOException {
    List<String> headings =
        Files.readAllLines(Path.of("docs/OPERATIONS.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", ""))
            .map(line -> line.replace(' ', '-'))
            .toList();
    assertThat(
            RUNBOOK
                .matcher(Files.readString(MonitoringFiles.FOLDER.resolve("alerts.yml")))
                .results()
                .map(match -> match.group(1)))
        .isNotEmpty()
        .allMatch(headings::contains);
  }

  @Test
  void every_panel_of_the_dashboard_asks_for_something() throws IOException {
    JsonNode dashboard =
        new JsonMapper().readTree(MonitoringFiles.FOLDER.resolve("dashboard.json").toFile());
    List<JsonNode> panels = new ArrayList<>();
    dashboard.get("panels").forEach(panels::add);
    assertThat(panels).extracting(panel -> panel.get("id").intValue()).doesNotHaveDuplicates();
    assertThat(panels)
        .filteredOn(panel -> !panel.get("type").textValue().equals("row"))
        .isNotEmpty()
        .allMatch(panel -> !panel.path("targets").path(0).path("expr").asText().isEmpty());
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    Optional<Path> tool = found();
    if (tool.isEmpty()) {
      assertThat(System.getenv("CI")).as("promtool is missing").isNotEqualTo("true");
      System.err.println("SKIPPED: promtool (Debian: prometheus) is not installed");
    }
    assumeTrue(tool.isPresent(), "promtool is not installed");
    List<String> command = new ArrayList<>(List.of(tool.get().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(MonitoringFiles.FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  /** Finds promtool in the path or by {@code PROMTOOL}. */
  private static Optional<Path> found() {
    List<Path> candidates = new ArrayList<>();
    Optional.ofNullable(System.getenv("PROMTOOL")).map(Path::of).ifPresent(candidates::add);
    for (String folder : System.getenv("PATH").split(":", -1)) {
      candidates.add(Path.of(folder, "promtool"));
    }
    return candidates.stream().filter(Files::isExecutable).findFirst().map(Path::toAbsolutePath);
  }
}
