package waitingroom;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import waitingroom.room.RoomId;

/** Architecture: which package may use which. */
@AnalyzeClasses(packages = "waitingroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "waitingroom";
  private static final String EVERYTHING_ABOVE = "*";
  private static final int FILES_MAX = 35;

  /**
   * Each row: a package, the packages of ours that it uses, and its libraries among those that need
   * permission; a star stands for everything above. A row uses only rows above it, so a lower rank
   * never knows a higher one.
   */
  private static final String MAY_USE =
      """
      logging:
      secret:
      inlet:
      schedule: inlet
      store: +akka +driver
      lease: store +akka +driver
      fence: lease store +akka +driver +netty
      ticket: secret
      note: secret +jose4j
      beacon: secret
      draw: secret
      draw.proof: beacon draw note
      outbound: +netty
      access: outbound secret +jose4j
      beacon.relay: beacon outbound
      access.signin: access outbound secret store +akka +driver +jose4j
      audit: store +akka +driver
      token: secret +jose4j
      authorizer.check: +jose4j
      authorizer: authorizer.check token
      room: inlet schedule store
      room.commit: room store +akka
      room.cluster: fence inlet room room.commit schedule store +akka
      alarm: fence inlet store +akka
      alarm.watch: alarm inlet room room.cluster store +akka +driver +mail
      trace: room secret +opentelemetry
      forecast: room room.cluster +akka
      stream: forecast room room.cluster schedule +akka
      oidc: room secret store +akka +driver
      page: room secret store +akka +driver
      projection: room room.cluster store +akka +projection
      readside: projection room room.cluster store ticket +akka +driver
      event: alarm inlet room room.cluster schedule store ticket +akka +cloudevents
      event.webhook: event outbound room secret store ticket +akka +cloudevents +driver
      http.transport: +akka +akka-http +netty
      http.route: access access.signin http.transport page room store ticket +akka +akka-http
      http.server: http.route http.transport page secret store +akka +akka-http +netty
      http.admin: access access.signin audit http.route store +akka-http
      http.operations: access alarm http.route inlet room room.cluster store +akka +akka-http
      http.visitor: forecast http.route http.server page room room.cluster schedule stream ticket token \
          trace +akka +akka-http
      http.authorizer: authorizer authorizer.check http.route room room.cluster ticket +akka-http
      http.alarm: access alarm alarm.watch http.route inlet room room.cluster +akka-http
      http.event: access event event.webhook http.route room room.cluster ticket +akka \
          +akka-http +cloudevents
      http.room: access alarm http.alarm http.route http.server http.visitor readside room \
          room.cluster stream ticket +akka +akka-http
      http.schedule: access http.room http.route inlet room room.cluster schedule +akka-http
      http.statistics: access forecast http.room http.route readside room room.cluster stream \
          +akka +akka-http
      http.oidc: access access.signin authorizer authorizer.check http.authorizer http.room \
          http.route http.visitor oidc room room.cluster store ticket token trace +akka +akka-http
      http.page: access authorizer authorizer.check http.authorizer http.room http.route \
          http.visitor page room room.cluster store ticket token +akka-http
      http: * +akka
      rehearsal: * +akka
      config: *
      tool.purge: readside room store +driver
      tool: config projection room tool.purge +driver
      .: * +akka
      dev: * +akka
      """;

  /** Libraries in the table and their packages; all others are free to use. */
  private static final Map<String, String> LIBRARIES = new LinkedHashMap<>();

  static {
    LIBRARIES.put("+akka-http", "akka.http.");
    LIBRARIES.put("+projection", "akka.projection.");
    LIBRARIES.put("+akka", "akka.");
    LIBRARIES.put("+netty", "io.netty.");
    LIBRARIES.put("+driver", "com.datastax.");
    LIBRARIES.put("+opentelemetry", "io.opentelemetry.");
    LIBRARIES.put("+cloudevents", "io.cloudevents.");
    LIBRARIES.put("+mail", "jakarta.mail.");
    LIBRARIES.put("+jose4j", "org.jose4j.");
  }

  @ArchTest
  static void packages_use_what_the_table_says(JavaClasses classes) {
    Map<String, Set<String>> used = used(classes);
    assertThat(used.keySet()).as("rows").containsExactlyInAnyOrderElementsOf(table().keySet());
    Map<String, Set<String>> wrong = new TreeMap<>();
    table()
        .forEach(
            (name, uses) -> {
              Set<String> now = used.getOrDefault(name, Set.of());
              boolean right =
                  uses.contains(EVERYTHING_ABOVE)
                      ? libraries(now).equals(libraries(uses))
                      : now.equals(uses);
              if (!right) {
                wrong.put(name, now);
              }
            });
    assertThat(wrong).as("rows that are not as the table says, with what they use").isEmpty();
  }

  @ArchTest
  static void no_row_uses_a_row_below_it(JavaClasses classes) {
    Map<String, Set<String>> used = used(classes);
    Set<String> above = new TreeSet<>();
    for (String name : table().keySet()) {
      assertThat(above)
          .as("rows above %s", name)
          .containsAll(
              used.getOrDefault(name, Set.of()).stream()
                  .filter(use -> !use.startsWith("+"))
                  .toList());
      above.add(name);
    }
  }

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices()
          .matching("waitingroom.(**)")
          .should()
          .beFreeOfCycles()
          .because("of two packages that know each other neither can be changed alone");

  @ArchTest
  static final ArchRule rules_beside_actors_know_no_akka =
      noClasses()
          .that()
          .haveNameMatching(
              "waitingroom\\.room\\.commit\\.BatchBuffer(\\$.*)?"
                  + "|waitingroom\\.room\\.cluster\\.(StatusBoard|SessionBoard|EndedSessions)(\\$.*)?"
                  + "|waitingroom\\.alarm\\.(Alarm|AlarmName|AlarmSetting|AlarmBook|AlarmEvent"
                  + "|AlarmNews|AlarmAnswer|AlarmBoard|AlarmDefinition|AlarmMetric|Comparison"
                  + "|Verdict)(\\$.*)?|waitingroom\\.alarm\\.watch\\.(AnswerTally|Figures|Watch)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..")
          .because("rules are values, also where their package has actors");

  @ArchTest
  static final ArchRule the_openid_provider_knows_rooms_by_name =
      noClasses()
          .that()
          .resideInAPackage("waitingroom.oidc")
          .should()
          .dependOnClassesThat(
              resideInAPackage("waitingroom.room..")
                  .and(DescribedPredicate.not(JavaClass.Predicates.type(RoomId.class))))
          .because("clients, requests and codes are checked without a room");

  /**
   * Exceptions: {@code dev} asks its own nodes and {@code rehearsal} plays visitors of its own,
   * both on loopback ports that they opened.
   */
  @ArchTest
  static final ArchRule only_the_guarded_client_calls_others =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "waitingroom.outbound", "waitingroom.dev", "waitingroom.rehearsal")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.http\\..*|java\\.net\\.(Socket|(Http)?URLConnection)|javax\\.net\\.ssl\\..*URLConnection"
                  + "|java\\.nio\\.channels\\.(Async.*)?SocketChannel|io\\.netty\\.bootstrap\\.Bootstrap"
                  + "|akka\\.http\\.(java|scala)dsl\\.Http(Ext)?|akka\\.stream\\.(java|scala)dsl\\.Tcp"
                  + "|org\\.jose4j\\.http\\.Get")
          .orShould()
          .callMethod(URL.class, "openStream")
          .because("an address that somebody names may lead behind the firewall");

  @ArchTest
  static void no_package_holds_more_than_35_files(JavaClasses classes) {
    Map<String, Integer> files = new TreeMap<>();
    classes.stream()
        .filter(type -> type.isTopLevelClass())
        .forEach(type -> files.merge(name(type.getPackageName()), 1, Integer::sum));
    assertThat(files)
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(FILES_MAX));
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> rows = new LinkedHashMap<>();
    MAY_USE
        .lines()
        .forEach(
            line -> {
              String[] row = line.split(":", -1);
              Set<String> uses = new TreeSet<>(Set.of(row[1].trim().split(" +")));
              uses.remove("");
              rows.put(row[0].trim(), uses);
            });
    return rows;
  }

  private static Map<String, Set<String>> used(JavaClasses classes) {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass type : classes) {
      Set<String> row = used.computeIfAbsent(name(type.getPackageName()), key -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .flatMap(target -> word(target))
          .filter(word -> !word.equals(name(type.getPackageName())))
          .forEach(row::add);
    }
    return used;
  }

  private static Stream<String> word(JavaClass target) {
    String owner = target.getPackageName();
    if (owner.equals(ROOT) || owner.startsWith(ROOT + ".")) {
      return Stream.of(name(owner));
    }
    return LIBRARIES.entrySet().stream()
        .filter(library -> target.getName().startsWith(library.getValue()))
        .map(Map.Entry::getKey)
        .limit(1);
  }

  private static Set<String> libraries(Set<String> uses) {
    return uses.stream()
        .filter(use -> use.startsWith("+"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(String packageName) {
    return packageName.equals(ROOT) ? "." : packageName.substring(ROOT.length() + 1);
  }
}
