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
import waitingroom.room.RoomId;
import waitingroom.room.RoomState;
import waitingroom.room.Unavailable;

/** What the parts that deal in keys, tokens and sign-ins may know, and why. */
@AnalyzeClasses(packages = "waitingroom", importOptions = ImportOption.DoNotIncludeTests.class)
class IdentityArchitectureTest {

  @ArchTest
  static final ArchRule tokens_keys_and_access_know_no_akka =
      noClasses()
          .that()
          .resideInAnyPackage(
              "waitingroom.token..",
              "waitingroom.access..",
              "waitingroom.secret..",
              "waitingroom.authorizer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..")
          .because("cryptography is plain Java: it is reviewed and tested without an actor system");

  @ArchTest
  static final ArchRule the_authorizer_knows_keys_and_nothing_else =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.authorizer..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("waitingroom.authorizer..", "waitingroom.token.."))))
          .because("a verdict is made from the token, the keys and the clock: no room is asked");

  @ArchTest
  static final ArchRule the_openid_provider_knows_rooms_by_name_and_secrets =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.oidc..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("akka.http..")
                  .or(
                      resideInAPackage("waitingroom..")
                          .and(
                              DescribedPredicate.not(
                                  resideInAnyPackage(
                                          "waitingroom.oidc..",
                                          "waitingroom.secret..",
                                          "waitingroom.database..")
                                      .or(JavaClass.Predicates.equivalentTo(RoomId.class))))))
          .because("clients, requests and codes are checked without HTTP and without a room");

  @ArchTest
  static final ArchRule signing_in_knows_access_and_secrets =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.signin..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                                  "waitingroom.signin..",
                                  "waitingroom.access..",
                                  "waitingroom.secret..",
                                  "waitingroom.database..")
                              .or(JavaClass.Predicates.equivalentTo(Unavailable.class)))))
          .because("who operates the rooms is no business of the rooms, nor they of its");

  @ArchTest
  static final ArchRule tokens_know_secrets_and_of_rooms_only_the_highest_position =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.token..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("waitingroom.token..", "waitingroom.secret..")))
                  .and(DescribedPredicate.not(JavaClass.Predicates.type(RoomState.class))))
          .because("of rooms a request id needs the highest position, and nothing else");
}
