package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import waitingroom.beacon.Chain;

/** A drand beacon on this machine, with a key of its own and relays of each nature. */
public final class TestBeacon implements AutoCloseable {

  /** Behaviour of a relay. */
  public enum Nature {
    /** Has all rounds up to the newest. */
    HONEST("honest"),
    /** Is two rounds behind. */
    LATE("late"),
    /** Never answers. */
    SILENT("silent"),
    /** Signs with a key that is not the chain's. */
    FALSE("false"),
    /** Sends half of its answer. */
    TORN("torn");

    private final String word;

    Nature(String word) {
      this.word = word;
    }
  }

  private final Process process;
  private final String base;
  private final Chain chain;

  private TestBeacon(Process process, JsonNode said) {
    this.process = process;
    this.base = "http://127.0.0.1:" + said.get("port").intValue() + "/";
    JsonNode described = said.get("chain");
    this.chain =
        new Chain(
            described.get("public_key").textValue(),
            Instant.ofEpochSecond(described.get("genesis_time").longValue()),
            Duration.ofSeconds(described.get("period").longValue()),
            described.get("group_hash").textValue(),
            described.get("id").textValue());
    if (!chain.hash().equals(described.get("hash").textValue())) {
      throw new AssertionError("Node.js and Java name the chain differently");
    }
  }

  /** Starts a beacon whose first round was at that moment. */
  public static TestBeacon start(Instant genesis, Duration period)
      throws IOException, InterruptedException {
    NodeScript.install();
    Process process =
        NodeScript.start(
            "beacon.mjs",
            Map.of(
                "GENESIS", Long.toString(genesis.getEpochSecond()),
                "PERIOD", Long.toString(period.toSeconds())));
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("The test beacon did not start: see target/npm/beacon.mjs.txt");
    }
    return new TestBeacon(process, Answer.parse(line));
  }

  public Chain chain() {
    return chain;
  }

  /** The address of a relay. */
  public URI relay(Nature nature) {
    return URI.create(base + nature.word);
  }

  /** Sets the newest round, which follows the clock before. */
  public void newest(long round) throws IOException, InterruptedException {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(base + "newest"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"round\": " + round + "}"))
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
