package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/**
 * Visitors who join, look up their place, watch the line, and try for a token: 202 while it is not their turn, 200 once it is.
 *
 * <p>{@code mvn -f gatling/pom.xml gatling:test -DbaseUrl=… -DusersPerSecond=… -Dseconds=… -Dpolls=… -DeventId=…}
 */
public class VisitSimulation extends Simulation {
  private static final String EVENT = System.getProperty("eventId", "Sample");
  private static final int POLLS = Integer.getInteger("polls", 5);

  private final HttpProtocolBuilder protocol =
      http.baseUrl(System.getProperty("baseUrl", "http://127.0.0.1:8080"))
          .acceptHeader("application/json");

  private final ChainBuilder join =
      exec(
          http("assign_queue_num")
              .post("/assign_queue_num")
              .header("Content-Type", "application/json")
              .body(StringBody("{\"event_id\": \"" + EVENT + "\"}"))
              .check(status().is(200), jsonPath("$.api_request_id").saveAs("request")));

  private final ChainBuilder findPlace =
      exec(
          http("queue_num")
              .get("/queue_num?event_id=" + EVENT + "&request_id=#{request}")
              .check(status().is(200), jsonPath("$.queue_number").ofInt().gt(0)));

  private final ChainBuilder watch =
      repeat(POLLS)
          .on(
              exec(
                      http("serving_num")
                          .get("/serving_num?event_id=" + EVENT)
                          .check(status().is(200), jsonPath("$.serving_counter").exists()))
                  .pause(Duration.ofSeconds(1)));

  private final ChainBuilder fetchToken =
      exec(
          http("generate_token")
              .post("/generate_token")
              .header("Content-Type", "application/json")
              .body(
                  StringBody("{\"event_id\": \"" + EVENT + "\", \"request_id\": \"#{request}\"}"))
              .check(status().in(200, 202)));

  private final ScenarioBuilder visit =
      scenario("visit").exec(join).exec(findPlace).exec(watch).exec(fetchToken);

  {
    setUp(
            visit.injectOpen(
                constantUsersPerSec(Integer.getInteger("usersPerSecond", 20))
                    .during(Duration.ofSeconds(Integer.getInteger("seconds", 10)))))
        .protocols(protocol)
        .assertions(global().failedRequests().count().is(0L));
  }
}
