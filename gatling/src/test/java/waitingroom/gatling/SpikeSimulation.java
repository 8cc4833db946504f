package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * The opening of a sale: {@code -Dcrowd=} people join in the same second, and no place is given
 * twice.
 */
public class SpikeSimulation extends Simulation {
  private final Visitor visitor = new Visitor(Site.ROOM);

  {
    setUp(
            scenario("spike")
                .exec(visitor.join(), visitor.findPlace())
                .injectOpen(atOnceUsers(Site.CROWD)))
        .protocols(Site.visitors())
        .assertions(Site.promises());
  }
}
