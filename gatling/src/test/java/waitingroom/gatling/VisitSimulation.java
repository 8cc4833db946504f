package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * The whole visit as the load test of Virtual Waiting Room on AWS had it, against a room whose line
 * somebody else moves.
 */
public class VisitSimulation extends Simulation {
  private final Visitor visitor = new Visitor(Site.ROOM);

  {
    setUp(
            scenario("visit")
                .exec(visitor.wholeVisit())
                .injectOpen(constantUsersPerSec(Site.USERS_PER_SECOND).during(Site.COMING)))
        .protocols(Site.visitors())
        .assertions(Site.promises());
  }
}
