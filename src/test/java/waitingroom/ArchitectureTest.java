package waitingroom;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import waitingroom.room.CborSerializable;
import waitingroom.room.JsonPersisted;

/** Which packages know which, and why. */
@AnalyzeClasses(packages = "waitingroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule rooms_know_no_edges =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.room..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "waitingroom.room..", "waitingroom.inlet..", "waitingroom.fence.."))))
          .because(
              "edges know the room, which knows its inlets and what fences it: it must be testable"
                  + " alone");

  @ArchTest
  static final ArchRule inlets_know_nobody =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.inlet..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("akka..")
                  .or(
                      resideInAPackage("waitingroom..")
                          .and(DescribedPredicate.not(resideInAPackage("waitingroom.inlet..")))))
          .because("the room asks an inlet on every tick: what it decides on are values");

  @ArchTest
  static final ArchRule alarms_know_inlets_and_no_rooms =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.alarm..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                                  "waitingroom.alarm..",
                                  "waitingroom.inlet..",
                                  "waitingroom.fence..")
                              .or(JavaClass.Predicates.equivalentTo(CborSerializable.class))
                              .or(JavaClass.Predicates.equivalentTo(JsonPersisted.class)))))
          .because(
              "an alarm is set by others and heeded by inlets: of the rooms it needs only the"
                  + " markers of what is serialised, and the fence of what writes");

  @ArchTest
  static final ArchRule the_read_side_knows_no_other_edge =
      noClasses()
          .that()
          .resideInAnyPackage(
              "waitingroom.readside..", "waitingroom.events..", "waitingroom.webhook..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("waitingroom.http..", "waitingroom.dev..", "waitingroom.access..")
          .because("an edge that leans on another cannot be changed or left out alone");

  @ArchTest
  static final ArchRule a_purge_knows_the_names_of_rooms_and_tables =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.purge..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("akka..")
                  .or(
                      resideInAPackage("waitingroom..")
                          .and(
                              DescribedPredicate.not(
                                  resideInAnyPackage(
                                      "waitingroom.purge..", "waitingroom.room..")))))
          .because("it must work beside nodes that run and without any: it is no part of a node");

  @ArchTest
  static final ArchRule forecasts_know_rooms_and_nothing_else =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.forecast..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("waitingroom.forecast..", "waitingroom.room.."))))
          .because("an estimate is made from what the board shows: it asks nobody");

  @ArchTest
  static final ArchRule streams_know_rooms_and_forecasts_and_nothing_else =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.stream..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "waitingroom.stream..",
                              "waitingroom.room..",
                              "waitingroom.forecast.."))))
          .because("whom to tell what does not depend on how it is sent");

  @ArchTest
  static final ArchRule sockets_know_nobody =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.transport..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(DescribedPredicate.not(resideInAPackage("waitingroom.transport.."))))
          .because("how bytes travel does not depend on what they say");

  @ArchTest
  static final ArchRule only_sockets_know_netty =
      noClasses()
          .that()
          .resideOutsideOfPackages("waitingroom.transport..", "waitingroom.fence..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..")
          .because("Akka HTTP is the way to speak HTTP here; Netty is only what carries it");

  @ArchTest
  static final ArchRule only_traces_know_opentelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackage("waitingroom.trace..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .because("traces are off by default: nothing but them may need what sends them");

  @ArchTest
  static final ArchRule traces_know_places_and_nothing_else =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.trace..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "waitingroom.trace..",
                              "waitingroom.room..",
                              "waitingroom.secret.."))))
          .because("a trace follows from the place in line: it asks nobody");

  @ArchTest
  static final ArchRule events_know_no_way_out =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.events..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("waitingroom.webhook..")
          .because("each way out reads the same feed: a new one must need no change there")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule only_the_root_and_the_development_start_know_everybody =
      noClasses()
          .that()
          .resideInAnyPackage(
              "waitingroom.room..",
              "waitingroom.inlet..",
              "waitingroom.alarm..",
              "waitingroom.monitor..",
              "waitingroom.audit..",
              "waitingroom.database..",
              "waitingroom.http..",
              "waitingroom.oidc..",
              "waitingroom.readside..",
              "waitingroom.purge..",
              "waitingroom.forecast..",
              "waitingroom.events..",
              "waitingroom.webhook..",
              "waitingroom.token..",
              "waitingroom.stream..",
              "waitingroom.trace..",
              "waitingroom.access..",
              "waitingroom.authorizer..",
              "waitingroom.signin..",
              "waitingroom.secret..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("waitingroom", "waitingroom.dev..")
          .because(
              "Main and DevMain put the parts together; a part that reached up would be a knot");

  @ArchTest
  static final ArchRule rules_and_events_know_no_akka =
      noClasses()
          .that()
          .haveNameMatching(
              "waitingroom\\.room\\.(RoomState|ClaimRules|EndRules|Sessions|Bitmaps|Counters"
                  + "|Decision|BatchBuffer|LastBatches|RoomEvent|RoomSnapshot|RoomAnswer|RoomSettings"
                  + "|RoomId|Rejection|SessionTerms|StatusBoard|SessionBoard|SessionsOver)(\\$.*)?"
                  + "|waitingroom\\.alarm\\.(Alarm|AlarmName|AlarmSetting|AlarmBook|AlarmEvent"
                  + "|AlarmNews|AlarmAnswer|AlarmBoard|AlarmDefinition|AlarmMetric|Comparison"
                  + "|Verdict)(\\$.*)?|waitingroom\\.monitor\\.(AnswerTally|Figures|Watch)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..")
          .because("rules are values: a property test runs millions of histories through them");
}
