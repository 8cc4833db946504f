package waitingroom.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waitingroom.alarm.AlarmEvent;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.AlarmSetting;
import waitingroom.inlet.AlarmState;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionTerms;
import waitingroom.schedule.Overrides;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.schedule.Stage;
import waitingroom.secret.MasterSecret;
import waitingroom.ticket.Naming;
import waitingroom.ticket.RequestIds;

/** Outgoing events of each journal event, member by member. */
class TranslatorTest {
  private static final Path FOLDER = Path.of("src/test/resources/cloud-events");
  private static final Path PAGE = Path.of("docs/EVENTS.md");
  private static final RoomId ROOM = new RoomId("Sample");
  private static final long AT = 1_700_000_000_123L;
  private static final SessionTerms TERMS =
      new SessionTerms("https://example.com/api", "key-1", 1_700_000_060, 1_700_003_660);
  private static final Set<EventType> ALL = EnumSet.allOf(EventType.class);
  private static final RequestIds IDS =
      new RequestIds(
          MasterSecret.parse(
              "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                  .getBytes(StandardCharsets.US_ASCII)));

  private static final ScheduledEvent SALE =
      new ScheduledEvent(
          "0123456789abcdef0123456789abcdef",
          1,
          "summer-sale",
          "",
          1_700_000_100L,
          1_700_000_400,
          1_700_004_000,
          false,
          0,
          false,
          false,
          new Overrides(null, null, null, null),
          1_700_000_000,
          1_700_000_000);

  /** One visit and every other kind of event, in a possible order. */
  private static final List<RoomEvent> HISTORY =
      List.of(
          new RoomOpened(1, RoomSettings.DEFAULT, AT),
          new PositionsAssigned(1, 40, AT, "node-1", 1),
          new PositionsAssigned(41, 10, AT + 2000, "node-1", 2),
          new ServingAdvanced(45, 45, AT + 3000, Cause.OPERATOR),
          new TokensGranted(List.of(new Grant(TERMS, new long[] {3, 40, 41}))),
          new SessionsEnded(new long[] {3}, new long[] {40}, AT + 90_000, 2L),
          new RoomEvent.SessionsFellSilent(new long[] {41}, AT + 120_000),
          new RoomEvent.SessionsExpired(1_700_003_661, 1),
          new RoomEvent.PositionsExpired(45, 42, AT + 900_000),
          new ServingAdvanced(87, 42, AT + 900_000, Cause.EXPIRY),
          new RoomEvent.SettingsChanged(RoomSettings.DEFAULT, AT + 950_000),
          new RoomEvent.EventPlanned(SALE, null, AT + 951_000),
          new RoomEvent.StageReached(1, Stage.PREQUEUE, false, AT + 952_000),
          new RoomEvent.StageReached(1, Stage.RUNNING, false, AT + 953_000),
          new RoomEvent.StageReached(1, Stage.OVER, false, AT + 954_000),
          new RoomEvent.EventRemoved(1, AT + 955_000),
          new RoomReset(2, AT + 960_000),
          new RoomEvent.RoomClosed(AT + 970_000));

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Stream<CloudEvent> told(Translator translator, List<?> history) {
    return java.util.stream.IntStream.range(0, history.size())
        .boxed()
        .flatMap(i -> translator.translate(i + 1L, history.get(i)));
  }

  private static List<CloudEvent> told(Set<EventType> wanted) {
    return told(new RoomTranslator(ROOM, IDS, wanted, Naming.IDS), HISTORY).toList();
  }

  /** The first event of each type. */
  private static Map<String, CloudEvent> samples() {
    Map<String, CloudEvent> samples = new TreeMap<>();
    told(ALL).forEach(event -> samples.putIfAbsent(event.getType(), event));
    AlarmSetting slow = new AlarmSetting(new AlarmName("checkout-slow"), AlarmState.ALARM);
    told(new AlarmTranslator(ALL), List.of(new AlarmEvent.AlarmsSet(List.of(slow), AT)))
        .forEach(event -> samples.put(event.getType(), event));
    RoomStatus status =
        new RoomStatus(
            ROOM, 9, Phase.OPEN, 1, RoomSettings.DEFAULT, 1, new Counters(50, 45, 3, 0, 1, 1));
    CloudEvent metrics = MetricsSample.of(status, 1, Instant.ofEpochSecond(1_700_000_100));
    samples.put(metrics.getType(), metrics);
    return samples;
  }

  private static CloudEvent sample(EventType type) {
    return Objects.requireNonNull(samples().get(type.text()));
  }

  private static Path file(String type) {
    return FOLDER.resolve(type + ".json");
  }

  @BeforeAll
  static void rewriteWhenTold() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, CloudEvent> sample : samples().entrySet()) {
        JsonNode json = JSON.readTree(Envelopes.json(sample.getValue()));
        Files.writeString(file(sample.getKey()), json.toPrettyString() + "\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void an_event_of_each_type_matches_its_golden_file(EventType type) throws IOException {
    JsonNode golden = JSON.readTree(Files.readString(file(type.text())));

    CloudEvent event = sample(type);

    assertThat(JSON.readTree(Envelopes.json(event)))
        .as("Receivers rely on it: a member may be added, none may change its meaning")
        .isEqualTo(golden);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void the_documentation_shows_the_example_of_each_type(EventType type) throws IOException {
    assertThat(Files.readString(PAGE))
        .contains("```json\n" + Files.readString(file(type.text())) + "```");
  }

  @Test
  void every_kind_of_journal_event_is_translated_or_deliberately_left_out() {
    Set<Class<?>> leftOut =
        Set.of(
            RoomEvent.SessionsExpired.class,
            RoomEvent.FormatRaised.class,
            RoomEvent.DrawStepped.class,
            RoomEvent.DrawRevealed.class);

    Set<Class<?>> told = new java.util.HashSet<>(leftOut);
    RoomTranslator translator = new RoomTranslator(ROOM, IDS, ALL, Naming.IDS);
    for (int i = 0; i < HISTORY.size(); i++) {
      if (translator.translate(i + 1L, HISTORY.get(i)).findAny().isPresent()) {
        told.add(HISTORY.get(i).getClass());
        assertThat(leftOut).doesNotContain(HISTORY.get(i).getClass());
      }
    }

    Stream<Class<?>> kinds =
        Arrays.stream(RoomEvent.class.getPermittedSubclasses())
            .flatMap(
                kind ->
                    kind.isSealed()
                        ? Arrays.stream(kind.getPermittedSubclasses())
                        : Stream.of(kind));
    assertThat(told).containsExactlyInAnyOrderElementsOf(kinds.toList());
  }

  @Test
  void ids_are_unique_and_give_their_positions_in_order() {
    List<String> ids = told(ALL).stream().map(CloudEvent::getId).toList();

    assertThat(ids).doesNotHaveDuplicates().startsWith("Sample/1/0").contains("Sample/5/2");
    assertThat(ids.stream().map(id -> new Scope(ROOM).place(id).orElseThrow()).toList()).isSorted();
  }

  @Test
  void a_filter_changes_no_id() {
    Set<EventType> two = Set.of(EventType.SERVING_ADVANCED, EventType.SESSION_UPDATED);

    assertThat(told(two))
        .isNotEmpty()
        .isEqualTo(
            told(ALL).stream()
                .filter(event -> two.contains(EventType.parse(event.getType()).orElseThrow()))
                .toList());
  }

  @Test
  void request_ids_equal_those_of_the_visitors() {
    List<String> ids =
        told(Set.of(EventType.TOKEN_GENERATED)).stream().map(e -> member(e, "request_id")).toList();

    long second = AT / 1000;
    assertThat(ids)
        .containsExactly(
            IDS.key("Sample", 1).mint(3, second),
            IDS.key("Sample", 1).mint(40, second),
            IDS.key("Sample", 1).mint(41, second + 2));
  }

  @Test
  void by_names_no_event_has_an_id_and_each_visitor_has_one_name() {
    List<CloudEvent> all = told(new RoomTranslator(ROOM, IDS, ALL, Naming.NAMES), HISTORY).toList();

    String third = IDS.name("Sample", IDS.key("Sample", 1).mint(3, AT / 1000));
    assertThat(all)
        .filteredOn(event -> data(event).has("request_id"))
        .hasSize(6)
        .allMatch(event -> member(event, "request_id").matches("v-[0-9a-f]{16}"))
        .filteredOn(event -> member(event, "request_id").equals(third))
        .extracting(CloudEvent::getType)
        .containsExactly("token_generated", "session_updated");
    assertThat(all)
        .extracting(event -> new String(Envelopes.json(event), StandardCharsets.UTF_8))
        .noneMatch(json -> json.matches("(?s).*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}.*"));
  }

  @Test
  void a_reader_that_starts_in_the_middle_needs_only_the_events_of_the_epoch() {
    List<RoomEvent> nextEpoch =
        List.of(
            new PositionsAssigned(1, 1, AT + 980_000, "node-1", 3),
            new TokensGranted(List.of(new Grant(TERMS, new long[] {1}))));
    RoomTranslator whole = new RoomTranslator(ROOM, IDS, ALL, Naming.IDS);
    told(whole, HISTORY.subList(0, 17)).forEach(event -> {});
    whole.skip(18, nextEpoch.get(0));
    RoomTranslator later = new RoomTranslator(ROOM, IDS, ALL, Naming.IDS);
    assertThat(whole.neededFrom()).isEqualTo(17);
    later.skip(17, HISTORY.get(16));
    later.skip(18, nextEpoch.get(0));

    assertThat(later.translate(19, nextEpoch.get(1)).toList())
        .hasSize(1)
        .isEqualTo(whole.translate(19, nextEpoch.get(1)).toList());
  }

  @Test
  void an_id_of_another_scope_has_no_position() {
    assertThat(Scope.ALARMS.place("@alarms/7/1")).contains(new JournalPosition(7, 1));
    for (String id :
        List.of("", "Sample", "Sample/1", "Sample/1/x", "Other/1/0", "Sample/metrics/3", "/1/0")) {
      assertThat(new Scope(ROOM).place(id)).as(id).isEmpty();
    }
  }

  @Test
  void an_alarm_with_a_reason_includes_it() {
    AlarmSetting slow =
        new AlarmSetting(new AlarmName("slow"), AlarmState.ALARM, "p99 above 2 s for 60 s");

    assertThat(
            told(new AlarmTranslator(ALL), List.of(new AlarmEvent.AlarmsSet(List.of(slow), AT)))
                .map(event -> member(event, "reason")))
        .containsExactly("p99 above 2 s for 60 s");
  }

  /** The original's four types (contract, part 4). */
  @Test
  void the_originals_types_have_exactly_its_members() {
    Map<EventType, List<String>> members =
        Map.of(
            EventType.TOKEN_GENERATED, List.of("event_id", "request_id"),
            EventType.SESSION_UPDATED, List.of("event_id", "request_id", "status"),
            EventType.AUTOMATIC_SERVING_COUNTER_INCR,
                List.of(
                    "previous_serving_counter_position",
                    "increment_by",
                    "current_serving_counter_position"),
            EventType.WAITING_ROOM_METRICS,
                List.of(
                    "event_id",
                    "num_active_tokens",
                    "total_num_tokens",
                    "queue_counter",
                    "serving_number",
                    "completed_sessions",
                    "abandoned_sessions"));
    members.forEach(
        (type, names) ->
            assertThat(data(sample(type)).properties().stream().map(Map.Entry::getKey))
                .as(type.text())
                .containsExactlyElementsOf(names));
    assertThat(Arrays.stream(EventType.values()).limit(4).collect(Collectors.toSet()))
        .isEqualTo(members.keySet());
  }

  private static JsonNode data(CloudEvent event) {
    try {
      return JSON.readTree(Envelopes.json(event)).get("data");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String member(CloudEvent event, String name) {
    return data(event).get(name).textValue();
  }
}
