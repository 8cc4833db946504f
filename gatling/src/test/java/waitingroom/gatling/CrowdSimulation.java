package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * A crowd that only waits: {@code -Dcrowd=} people join within ten seconds and then poll every five
 * seconds, or listen to the stream with {@code -Dlistening=true}.
 */
public class CrowdSimulation extends Simulation {
  private final Visitor visitor = new Visitor(Site.ROOM);

  {
    setUp(
            scenario("crowd")
                .exec(visitor.join(), visitor.findPlace())
                .exec(
                    Boolean.getBoolean("listening")
                        ? visitor.listen(Site.COMING)
                        : visitor.watch(Site.COMING))
                .injectOpen(rampUsers(Site.CROWD).during(10)))
        .protocols(Site.visitors())
        .assertions(Site.promises());
  }
}
