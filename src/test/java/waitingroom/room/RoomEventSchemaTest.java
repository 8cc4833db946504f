package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.inlet.Pace;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomSerialization.Stored;

/** What is in the journals and snapshot stores of running systems stays readable. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomEventSchemaTest {
  private static final Path FOLDER = Path.of("src/test/resources/events");
  private static final String ADVICE =
      "If this version was never released, rewrite the file with -Dgolden.write=true; else keep the"
          + " old form readable (Jackson migration, akka.serialization.jackson.migrations) and add a"
          + " second file.";

  private static final SessionTerms TERMS =
      new SessionTerms("https://example.com/api", "key-1", 1_700_000_000, 1_700_003_600);

  /** The serializers of akka-serialization-jackson; part of what a journal row refers to. */
  private static final int JSON = 31;

  private static final int CBOR = 33;

  /** A value, the file that holds it, and the class name under which the journal knows it. */
  record Sample(String file, String manifest, Object value) {}

  private static List<Sample> samples() {
    String event = "waitingroom.room.RoomEvent$";
    return List.of(
        new Sample(
            "room-opened",
            event + "RoomOpened",
            new RoomEvent.RoomOpened(2, TestSettings.UNUSUAL, 1_700_000_000_123L)),
        new Sample(
            "settings-changed",
            event + "SettingsChanged",
            new RoomEvent.SettingsChanged(TestSettings.validityPeriod(1200), 1_700_000_000_124L)),
        new Sample(
            "positions-assigned",
            event + "PositionsAssigned",
            new PositionsAssigned(501, 3, 1_700_000_000_125L, "node-1", 42)),
        new Sample(
            "serving-advanced",
            event + "ServingAdvanced",
            new RoomEvent.ServingAdvanced(250, 50, 1_700_000_000_126L, Cause.INLET)),
        new Sample(
            "positions-expired",
            event + "PositionsExpired",
            new RoomEvent.PositionsExpired(250, 7, 1_700_000_000_126L)),
        new Sample(
            "sessions-fell-silent",
            event + "SessionsFellSilent",
            new RoomEvent.SessionsFellSilent(new long[] {8, 9}, 1_700_000_000_127L)),
        new Sample(
            "tokens-granted",
            event + "TokensGranted",
            new RoomEvent.TokensGranted(List.of(new Grant(TERMS, new long[] {7, 9})))),
        new Sample(
            "sessions-ended",
            event + "SessionsEnded",
            new RoomEvent.SessionsEnded(new long[] {7}, new long[] {8, 9}, 1_700_000_000_127L)),
        new Sample(
            "sessions-expired",
            event + "SessionsExpired",
            new RoomEvent.SessionsExpired(1_700_003_601)),
        new Sample(
            "room-reset", event + "RoomReset", new RoomEvent.RoomReset(3, 1_700_000_000_128L)),
        new Sample(
            "room-closed", event + "RoomClosed", new RoomEvent.RoomClosed(1_700_000_000_129L)),
        new Sample(
            "room-registered",
            "waitingroom.room.RoomDirectory$RoomRegistered",
            new RoomDirectory.RoomRegistered(new RoomId("black-friday"))));
  }

  /** What earlier versions have written, and what it means today. */
  private static List<Sample> earlier() {
    String event = "waitingroom.room.RoomEvent$";
    return List.of(
        new Sample(
            "room-opened-1",
            event + "RoomOpened",
            new RoomEvent.RoomOpened(2, TestSettings.validityPeriod(900), 1_700_000_000_123L)),
        new Sample(
            "settings-changed-1",
            event + "SettingsChanged",
            new RoomEvent.SettingsChanged(TestSettings.validityPeriod(1200), 1_700_000_000_124L)),
        new Sample(
            "serving-advanced-1",
            event + "ServingAdvanced",
            new RoomEvent.ServingAdvanced(250, -50, 1_700_000_000_126L, Cause.OPERATOR)));
  }

  private static RoomSnapshot snapshot() {
    var expiry =
        new PositionExpiry.Memory(
            200,
            List.of(new PositionExpiry.Step(300, 1_700_000_000)),
            List.of(new PositionExpiry.Step(201, 1_699_999_999)));
    var pace =
        new Pace.Memory(List.of(new Pace.Admission(1_700_000_000_000L, 50)), 1_700_000_000_012.5);
    return snapshot(
        TestSettings.UNUSUAL,
        new LineState.Memory(expiry, pace, 1_700_000_000_000L, 1_700_000_000_125L));
  }

  private static RoomSnapshot snapshot(RoomSettings settings, LineState.@Nullable Memory line) {
    return new RoomSnapshot(
        Phase.OPEN,
        2,
        settings,
        5,
        new Counters(501, 300, 4, 0, 1, 1),
        List.of(new PositionsAssigned(499, 3, 1_700_000_000_125L, "node-1", 42)),
        List.of(new Grant(TERMS, new long[] {1, 2})),
        Bitmaps.toBytes(Roaring64Bitmap.bitmapOf(3)),
        Bitmaps.toBytes(Roaring64Bitmap.bitmapOf(4, 5)),
        line);
  }

  private final ObjectMapper json = new ObjectMapper();
  private final ActorTestKit kit =
      ActorTestKit.create("RoomEventSchemaTest", RoomSerialization.CONFIG);
  private final RoomSerialization serialization = new RoomSerialization(kit.system());

  @BeforeAll
  void rewriteWhenTold() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      for (Sample sample : samples()) {
        byte[] bytes = serialization.write(sample.value()).bytes();
        Files.writeString(
            file(sample.file() + ".json"), json.readTree(bytes).toPrettyString() + "\n");
      }
      Files.write(file("room-snapshot.cbor"), serialization.write(snapshot()).bytes());
    }
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  static Stream<Arguments> eventSamples() {
    return samples().stream().map(sample -> Arguments.of(sample.file(), sample));
  }

  static Stream<Arguments> allSamples() {
    return Stream.concat(samples().stream(), earlier().stream())
        .map(sample -> Arguments.of(sample.file(), sample));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allSamples")
  void a_stored_event_is_read_as_what_it_was(String name, Sample sample) {
    Object read = serialization.read(new Stored(JSON, sample.manifest(), golden(name + ".json")));

    assertThat(read).as(ADVICE).usingRecursiveComparison().isEqualTo(sample.value());
    assertThat(read).hasSameClassAs(sample.value());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eventSamples")
  void an_event_is_written_as_the_file_has_it(String name, Sample sample) throws IOException {
    Stored written = serialization.write(sample.value());

    assertThat(json.readTree(written.bytes()))
        .as("The schema of " + name + " has changed. " + ADVICE)
        .isEqualTo(json.readTree(golden(name + ".json")));
  }

  /** A journal row names its class: a renamed or moved class could not be read any more. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("eventSamples")
  void an_event_is_stored_under_its_class_name_by_the_json_serializer(String name, Sample sample) {
    Stored written = serialization.write(sample.value());

    assertThat(written.manifest())
        .as("The class of %s was renamed. %s", name, ADVICE)
        .isEqualTo(sample.manifest());
    assertThat(written.serializer()).isEqualTo(JSON);
  }

  @Test
  void every_event_has_a_sample_and_an_effect() {
    Set<Class<?>> sampled =
        samples().stream().map(s -> s.value().getClass()).collect(Collectors.toSet());
    for (Class<?> event : RoomEvent.class.getPermittedSubclasses()) {
      assertThat(sampled)
          .as("%s has no sample: add one to this test, and its file. %s", event, ADVICE)
          .contains(event);
    }
    for (Sample sample : samples()) {
      if (sample.value() instanceof RoomEvent event) {
        RoomState before = RoomState.fromSnapshot(snapshot());
        String unchanged = text(before);
        assertThat(text(before.apply(event))).as(sample.file()).isNotEqualTo(unchanged);
      }
    }
  }

  @Test
  void there_is_no_file_without_a_sample() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      allSamples().map(sample -> sample.get()[0] + ".json"),
                      Stream.of("room-snapshot.cbor", "room-snapshot-1.cbor"))
                  .toList());
    }
  }

  @Test
  void a_stored_snapshot_is_read_as_what_it_was() {
    Object read =
        serialization.read(
            new Stored(CBOR, "waitingroom.room.RoomSnapshot", golden("room-snapshot.cbor")));

    assertThat(read).as(ADVICE).usingRecursiveComparison().isEqualTo(snapshot());
    RoomState state = RoomState.fromSnapshot((RoomSnapshot) read);
    assertThat(state.toSnapshot()).usingRecursiveComparison().isEqualTo(snapshot());
  }

  @Test
  void a_snapshot_of_an_earlier_version_is_read() {
    Object read =
        serialization.read(
            new Stored(CBOR, "waitingroom.room.RoomSnapshot", golden("room-snapshot-1.cbor")));

    assertThat(read)
        .as(ADVICE)
        .usingRecursiveComparison()
        .isEqualTo(snapshot(TestSettings.validityPeriod(900), null));
    assertThat(RoomState.fromSnapshot((RoomSnapshot) read).counters().serving()).isEqualTo(300);
  }

  @Test
  void a_snapshot_is_written_as_the_file_has_it() throws IOException {
    Stored written = serialization.write(snapshot());

    ObjectMapper cbor = new ObjectMapper(new CBORFactory());
    assertThat(cbor.readTree(written.bytes()))
        .as("The schema of the snapshot has changed. " + ADVICE)
        .isEqualTo(cbor.readTree(golden("room-snapshot.cbor")));
    assertThat(written.manifest()).isEqualTo("waitingroom.room.RoomSnapshot");
    assertThat(written.serializer()).isEqualTo(CBOR);
  }

  private static String text(RoomState state) {
    RoomSnapshot copy = state.toSnapshot();
    return state.status(new RoomId("Sample"), 0)
        + " "
        + copy.line()
        + Arrays.toString(copy.closed())
        + Arrays.toString(copy.expired());
  }

  private static Path file(String name) {
    return FOLDER.resolve(name);
  }

  private static byte[] golden(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      return fail("There is no golden file " + file(name) + ". " + ADVICE);
    }
  }
}
