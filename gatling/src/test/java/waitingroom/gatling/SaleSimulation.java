package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * A complete sale of about a minute. One room, whose line an operator moves, has a spike at the
 * opening, visitors who keep coming, a crowd that polls, a crowd that listens, people who vanish
 * and people who retry too fast. Another has an inlet with an exact cap, and a shop that completes
 * sessions. Before the sale, visits to a third room warm the node up; no report counts them.
 */
public class SaleSimulation extends Simulation {
  private static final int CAP = 50;
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The start of the spike; until then visitors only trickle in. */
  private static final Duration OPENING = Duration.ofSeconds(10);

  private static final Duration REHEARSAL = Duration.ofSeconds(20);
  private static final Duration SALE = Site.COMING.minus(OPENING);
  private static final Duration SERVICE = Site.COMING.plusSeconds(10);

  private final String suffix = Long.toString(System.currentTimeMillis(), 36);
  private final String open = "load-" + suffix;
  private final String capped = "capped-" + suffix;
  private final String rehearsed = "rehearsal-" + suffix;
  private final Operator operator = new Operator();
  private final Visitor visitor = new Visitor(open);
  private final Visitor buyer = new Visitor(capped);

  private final ScenarioBuilder rehearsal =
      scenario("rehearsal").exec(new Visitor(rehearsed).wholeVisit());

  private final ScenarioBuilder visits = scenario("visits").exec(visitor.wholeVisit());

  private final ScenarioBuilder spike = scenario("spike").exec(visitor.wholeVisit());

  private final ScenarioBuilder pollers =
      scenario("polling crowd").exec(visitor.join()).exec(visitor.watch(SALE));

  private final ScenarioBuilder listeners =
      scenario("listening crowd").exec(visitor.join()).exec(visitor.listen(SALE));

  /** Some disconnect in the middle of a stream; the others are called and never come. */
  private final ScenarioBuilder vanishing =
      scenario("vanishing")
          .exec(
              randomSwitch()
                  .on(
                      percent(50).then(visitor.join().exec(visitor.listen(SECOND))),
                      percent(50).then(buyer.join())));

  /** They join again and retry without a pause. */
  private final ScenarioBuilder impatient =
      scenario("impatient")
          .exec(repeat(3).on(visitor.join().exec(visitor.findPlace())))
          .exec(repeat(20).on(visitor.pester()))
          .exec(visitor.invent());

  private final ScenarioBuilder buyers = scenario("buyers").exec(buyer.wholeVisit());

  private final ScenarioBuilder operators =
      scenario("operator")
          .exec(
              during(SERVICE)
                  .on(
                      operator
                          .letIn(open, 3 * Site.USERS_PER_SECOND + Site.CROWD / 10)
                          .exec(operator.checkCap(capped, CAP))
                          .exec(pause(SECOND))));

  private final ScenarioBuilder shop =
      scenario("shop")
          .exec(
              during(SERVICE)
                  .on(
                      pause(Duration.ofMillis(100))
                          .exec(this::nextFinished)
                          .exec(
                              asLongAs(session -> session.contains("finished"))
                                  .on(operator.complete(capped).exec(this::nextFinished)))));

  private Session nextFinished(Session session) {
    String request = buyer.finished().poll();
    return request == null ? session.remove("finished") : session.set("finished", request);
  }

  {
    setUp(
            rehearsal
                .injectOpen(constantUsersPerSec(2 * Site.USERS_PER_SECOND).during(REHEARSAL))
                .protocols(Site.visitors().silentUri(".*"))
                .andThen(
                    visits.injectOpen(constantUsersPerSec(Site.USERS_PER_SECOND).during(SALE)),
                    spike.injectOpen(nothingFor(OPENING), atOnceUsers(Site.CROWD)),
                    pollers.injectOpen(nothingFor(OPENING), atOnceUsers(Site.CROWD)),
                    listeners.injectOpen(nothingFor(OPENING), atOnceUsers(Site.CROWD)),
                    vanishing.injectOpen(constantUsersPerSec(4).during(SALE)),
                    impatient.injectOpen(constantUsersPerSec(1).during(SALE)),
                    buyers.injectOpen(constantUsersPerSec(5).during(SALE)),
                    operators.injectOpen(atOnceUsers(1)),
                    shop.injectOpen(atOnceUsers(1))))
        .protocols(Site.visitors())
        .maxDuration(REHEARSAL.plus(SERVICE).plusSeconds(30))
        .assertions(Site.promises());
  }

  @Override
  public void before() {
    operator.open(rehearsed, inlet(100_000));
    operator.open(open, "{}");
    operator.open(capped, inlet(CAP));
  }

  private static String inlet(int cap) {
    return """
        {"inlet": {"strategy": "capacity", "total_active_users": %d, "new_users_per_minute": 6000},
         "queue_position_expiry_period": 5}
        """
        .formatted(cap);
  }

  @Override
  public void after() {
    operator.close(rehearsed);
    operator.close(open);
    operator.close(capped);
  }
}
