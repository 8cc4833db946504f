package waitingroom.draw.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import waitingroom.testkit.NodeScript;

/** The two programs that check draws, run many times in one process each. */
final class Verifiers {
  static final Path TOOLS = Path.of("tools/verify-draw");

  /**
   * A draw to check.
   *
   * @param id of the holder of the proof
   */
  record Case(JsonNode bundle, @Nullable JsonNode proof, @Nullable String id) {}

  /**
   * Output of a program.
   *
   * @param lines status, space and text each
   */
  record Result(int code, List<String> lines) {
    /** The first words alone: what cannot be read is told differently. */
    List<String> statuses() {
      return lines.stream().map(line -> line.split(" ", 2)[0]).toList();
    }
  }

  private Verifiers() {}

  /** The results of {@code VerifyDraw.java}, compiled into that folder. */
  static List<Result> java(Path folder, List<Case> cases) throws Exception {
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                TOOLS.resolve("VerifyDraw.java").toString());
    assertThat(compiled).isZero();
    List<Result> results = new ArrayList<>();
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method run =
          loader.loadClass("VerifyDraw").getMethod("run", String[].class, PrintStream.class);
      for (Case each : cases) {
        var out = new ByteArrayOutputStream();
        var code =
            (Integer) run.invoke(null, arguments(folder, each), new PrintStream(out, true, UTF_8));
        List<String> lines =
            out.toString(UTF_8).lines().map(line -> line.replaceFirst(" +", " ")).toList();
        // The last line is the verdict in words.
        results.add(new Result(code, lines.subList(0, lines.size() - 1)));
      }
    }
    return results;
  }

  private static String[] arguments(Path folder, Case each) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(write(folder.resolve("bundle.json"), each.bundle()));
    if (each.proof() != null) {
      arguments.add(write(folder.resolve("proof.json"), each.proof()));
    }
    if (each.id() != null) {
      arguments.addAll(List.of("--id", each.id()));
    }
    return arguments.toArray(String[]::new);
  }

  private static String write(Path file, JsonNode json) throws IOException {
    return Files.writeString(file, json.toString()).toString();
  }

  /** The results of {@code verify-draw.mjs}. */
  static List<Result> node(Path folder, List<Case> cases) throws IOException, InterruptedException {
    NodeScript.install();
    NodeScript.add(TOOLS.resolve("verify-draw.mjs"));
    ArrayNode all = SampleDraw.JSON.createArrayNode();
    for (Case each : cases) {
      ObjectNode one = all.addObject().set("bundle", each.bundle());
      if (each.proof() != null) {
        one.set("proof", each.proof());
      }
      if (each.id() != null) {
        one.put("id", each.id());
      }
    }
    String file = write(folder.resolve("cases.json").toAbsolutePath(), all);
    JsonNode results = NodeScript.run("verify-many.mjs", Map.of("CASES", file));
    return StreamSupport.stream(results.spliterator(), false)
        .map(
            result ->
                new Result(
                    result.get("code").intValue(),
                    StreamSupport.stream(result.get("lines").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList()))
        .toList();
  }
}
