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
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionTerms;
import waitingroom.secret.MasterSecret;
import waitingroom.ticket.Naming;
import waitingroom.ticket.RequestIds;

/** Outgoing events of each journal event, member by member. */
class TranslatorTest {
  private static final Path FOLDER = Path.of("src/test/resources/cloud-events");
  private static final Path PAGE = Path.of("docs/EVENTS.md");
  private static final RoomId ROOM = new RoomId("Sample");
  private static final long AT = SampleHistory.AT;
  private static final SessionTerms TERMS = SampleHistory.TERMS;
  private static final Set<EventType> ALL = EnumSet.allOf(EventType.class);
  private static final RequestIds IDS =
      new RequestIds(
          MasterSecret.parse(
              "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                  .getBytes(StandardCharsets.US_ASCII)));

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Stream<CloudEvent> told(Translator translator, List<?> history) {
    return java.util.stream.IntStream.range(0, history.size())
        .boxed()
        .flatMap(i -> translator.translate(i + 1L, history.get(i)));
  }

  private static List<CloudEvent> told(Set<EventType> wanted) {
    return told(new RoomTranslator(ROOM, IDS, wanted, Naming.IDS), SampleHistory.EVENTS).toList();
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
    for (int i = 0; i < SampleHistory.EVENTS.size(); i++) {
      if (translator.translate(i + 1L, SampleHistory.EVENTS.get(i)).findAny().isPresent()) {
        told.add(SampleHistory.EVENTS.get(i).getClass());
        assertThat(leftOut).doesNotContain(SampleHistory.EVENTS.get(i).getClass());
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
    List<CloudEvent> all =
        told(new RoomTranslator(ROOM, IDS, ALL, Naming.NAMES), SampleHistory.EVENTS).toList();

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
    told(whole, SampleHistory.EVENTS.subList(0, 17)).forEach(event -> {});
    whole.skip(18, nextEpoch.get(0));
    RoomTranslator later = new RoomTranslator(ROOM, IDS, ALL, Naming.IDS);
    assertThat(whole.neededFrom()).isEqualTo(17);
    later.skip(17, SampleHistory.EVENTS.get(16));
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
