package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * The complete visit of the load test of Virtual Waiting Room on AWS, in a room whose line is moved
 * by others.
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
