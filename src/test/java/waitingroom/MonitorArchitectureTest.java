package waitingroom;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Whom those who watch and write down may know. */
@AnalyzeClasses(packages = "waitingroom", importOptions = ImportOption.DoNotIncludeTests.class)
class MonitorArchitectureTest {
  @ArchTest
  static final ArchRule the_monitor_knows_alarms_and_what_rooms_say =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.monitor..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "waitingroom.monitor..",
                              "waitingroom.alarm..",
                              "waitingroom.inlet..",
                              "waitingroom.room..",
                              "waitingroom.database.."))))
          .because("edges tell it how they answered; it asks none of them");

  @ArchTest
  static final ArchRule the_audit_trail_knows_its_table_alone =
      noClasses()
          .that()
          .resideInAnyPackage("waitingroom.audit..", "waitingroom.database..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("waitingroom.audit..", "waitingroom.database.."))))
          .because("whoever changes something tells it, in plain words");
}
