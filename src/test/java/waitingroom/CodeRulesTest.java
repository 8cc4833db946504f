package waitingroom;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.Behavior;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import waitingroom.fence.Fence;
import waitingroom.store.CborSerializable;
import waitingroom.store.JsonPersisted;

/** Rules for all classes, each with its reason. */
@AnalyzeClasses(packages = "waitingroom", importOptions = ImportOption.DoNotIncludeTests.class)
class CodeRulesTest {
  /** Scala classes of Akka without a Java counterpart: the reasons of malformed requests. */
  private static final String SCALA_NAMED_BY_JAVA =
      "akka\\.http\\.scaladsl\\.model\\.(ErrorInfo|HttpResponse|StatusCode|EntityStreamException"
          + "|EntityStreamSizeException|IllegalUriException)"
          + "|akka\\.http\\.scaladsl\\.settings\\.ServerSettings";

  /** Classes that extend or implement types that exist only in Scala or in classic Akka. */
  private static final String MEETS_SCALA =
      "waitingroom\\.(fence\\.FencedSessions|lease\\.LeasedBootstrap|http\\.transport\\.LoopDispatcher)(\\$.*)?";

  @ArchTest
  static final ArchRule scala_stays_on_its_side =
      noClasses()
          .that()
          .haveNameNotMatching(MEETS_SCALA)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("scala..", "..scaladsl..")
                  .and(DescribedPredicate.not(nameMatches(SCALA_NAMED_BY_JAVA))))
          .because(
              "javadsl and java.time have everything else; add a type here only if they lack it");

  @ArchTest
  static final ArchRule actors_are_typed =
      noClasses()
          .that()
          .haveNameNotMatching(MEETS_SCALA)
          .should()
          .dependOnClassesThat(
              resideInAPackage("akka.actor")
                  .and(
                      DescribedPredicate.not(
                          JavaClass.Predicates.equivalentTo(CoordinatedShutdown.class)
                              .or(
                                  nameMatches(
                                      "akka\\.actor\\.(CoordinatedShutdown\\$.*|Address|AddressFromURIString)")))))
          .because("a classic actor takes any message: the compiler could not check protocols");

  @ArchTest
  static final ArchRule the_clock_is_handed_out_by_main =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("waitingroom.Main")
          .and()
          .doNotHaveFullyQualifiedName("waitingroom.tool.PurgeMain")
          .and()
          .doNotHaveFullyQualifiedName("waitingroom.dev.DevMain")
          .and()
          .doNotHaveFullyQualifiedName("waitingroom.dev.ClassArchiveMain")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(Math.class, "random")
          .because("time and chance are arguments: a test must be able to set them");

  @ArchTest
  static final ArchRule what_writes_a_journal_is_fenced =
      classes()
          .that()
          .areAssignableTo(EventSourcedBehavior.class)
          // It writes in memory only, as WarmUpIT checks.
          .and()
          .doNotHaveFullyQualifiedName("waitingroom.room.cluster.WarmUpRoom")
          .should()
          .callMethod(Fence.class, "around", Behavior.class, BooleanSupplier.class)
          .because("a node that stood still must not be a second writer (ADR 0021)");

  @ArchTest
  static final ArchRule nobody_is_a_manager =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?")
          .because("a name says what a thing is, not that it does something");

  @ArchTest
  static final ArchRule messages_are_values =
      classes()
          .that()
          .implement(CborSerializable.class)
          .or()
          .implement(JsonPersisted.class)
          .and()
          .areNotInterfaces()
          .should()
          .beRecords()
          .because("what travels or is stored must be immutable and equal by value");

  private static DescribedPredicate<JavaClass> nameMatches(String pattern) {
    return DescribedPredicate.describe(
        "name matches " + pattern, type -> type.getName().matches(pattern));
  }
}
