package waitingroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import waitingroom.testkit.NodeSerialization.Stored;

/**
 * Checks that the journals and snapshot stores of running systems stay readable, with one golden
 * file per kind of event and snapshot. Each package with persisted values has a test that extends
 * it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EventSchema {
  protected static final String ADVICE =
      "If this version was never released, rewrite the file with -Dgolden.write=true; else keep the"
          + " old form readable (Jackson migration, akka.serialization.jackson.migrations) and add a"
          + " second file.";

  /** The serializer ids of akka-serialization-jackson, which journal rows refer to. */
  private static final int JSON = 31;

  private static final int CBOR = 33;

  /** A value, its golden file, and the class name by which the journal refers to it. */
  public record Sample(String file, String manifest, Object value) {}

  /**
   * One sample of each kind.
   *
   * @param events stored in {@code <file>.json}
   * @param snapshots stored in {@code <file>.cbor}
   */
  public record Samples(List<Sample> events, List<Sample> snapshots) {
    public static final Samples NONE = new Samples(List.of(), List.of());

    public Samples {
      events = List.copyOf(events);
      snapshots = List.copyOf(snapshots);
    }
  }

  private final Path folder;
  private final List<Sample> events;
  private final List<Sample> snapshots;
  private final Samples earlier;
  private final ObjectMapper json = new ObjectMapper();
  private final ObjectMapper cbor = new ObjectMapper(new CBORFactory());
  private final ActorTestKit kit =
      ActorTestKit.create(getClass().getSimpleName(), NodeSerialization.CONFIG);
  private final NodeSerialization serialization = new NodeSerialization(kit.system());

  /**
   * @param folder with the golden files and nothing else
   * @param current samples that this version writes
   * @param earlier samples of earlier versions, with their value as read today
   */
  protected EventSchema(Path folder, Samples current, Samples earlier) {
    this.folder = folder;
    this.events = current.events();
    this.snapshots = current.snapshots();
    this.earlier = earlier;
  }

  @BeforeAll
  void rewriteWhenTold() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(folder);
      for (Sample sample : events) {
        byte[] bytes = serialization.write(sample.value()).bytes();
        Files.writeString(file(sample, ".json"), json.readTree(bytes).toPrettyString() + "\n");
      }
      for (Sample sample : snapshots) {
        Files.write(file(sample, ".cbor"), serialization.write(sample.value()).bytes());
      }
    }
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  Stream<Arguments> eventSamples() {
    return events.stream().map(sample -> Arguments.of(sample.file(), sample));
  }

  Stream<Arguments> snapshotSamples() {
    return snapshots.stream().map(sample -> Arguments.of(sample.file(), sample));
  }

  Stream<Arguments> storedEvents() {
    return Stream.concat(events.stream(), earlier.events().stream())
        .map(sample -> Arguments.of(sample.file(), sample));
  }

  Stream<Arguments> storedSnapshots() {
    return Stream.concat(snapshots.stream(), earlier.snapshots().stream())
        .map(sample -> Arguments.of(sample.file(), sample));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("storedEvents")
  void a_stored_event_is_read_as_what_it_was(String name, Sample sample) {
    assertReads(sample, JSON, ".json");
  }

  private void assertReads(Sample sample, int serializer, String ending) {
    Object read =
        serialization.read(new Stored(serializer, sample.manifest(), golden(file(sample, ending))));

    assertThat(read).as(ADVICE).usingRecursiveComparison().isEqualTo(sample.value());
    assertThat(read).hasSameClassAs(sample.value());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eventSamples")
  void an_event_is_written_as_the_file_has_it(String name, Sample sample) throws IOException {
    Stored written = serialization.write(sample.value());

    assertThat(json.readTree(written.bytes()))
        .as("The schema of " + name + " has changed. " + ADVICE)
        .isEqualTo(json.readTree(golden(file(sample, ".json"))));
  }

  /** A journal row names its class, so rows of a renamed or moved class would become unreadable. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("eventSamples")
  void an_event_is_stored_under_its_class_name_by_the_json_serializer(String name, Sample sample) {
    Stored written = serialization.write(sample.value());

    assertThat(written.manifest())
        .as("The class of %s was renamed. %s", name, ADVICE)
        .isEqualTo(sample.manifest());
    assertThat(written.serializer()).isEqualTo(JSON);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("storedSnapshots")
  void a_stored_snapshot_is_read_as_what_it_was(String name, Sample sample) {
    assertReads(sample, CBOR, ".cbor");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snapshotSamples")
  void a_snapshot_is_written_as_the_file_has_it(String name, Sample sample) throws IOException {
    Stored written = serialization.write(sample.value());

    assertThat(cbor.readTree(written.bytes()))
        .as("The schema of " + name + " has changed. " + ADVICE)
        .isEqualTo(cbor.readTree(golden(file(sample, ".cbor"))));
    assertThat(written.manifest()).isEqualTo(sample.manifest());
    assertThat(written.serializer()).isEqualTo(CBOR);
  }

  @Test
  void there_is_no_file_without_a_sample() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList())
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      storedEvents().map(sample -> file((Sample) sample.get()[1], ".json")),
                      storedSnapshots().map(sample -> file((Sample) sample.get()[1], ".cbor")))
                  .toList());
    }
  }

  /** Fails unless each of these classes has a sample. */
  protected final void assertSampled(Collection<Class<?>> types) {
    Set<Class<?>> sampled =
        events.stream().map(sample -> sample.value().getClass()).collect(Collectors.toSet());
    for (Class<?> type : types) {
      if (type.isSealed()) {
        assertSampled(List.of(type.getPermittedSubclasses()));
        continue;
      }
      assertThat(sampled)
          .as("%s has no sample: add one to this test, and its file. %s", type, ADVICE)
          .contains(type);
    }
  }

  private Path file(Sample sample, String ending) {
    return folder.resolve(sample.file() + ending);
  }

  private static byte[] golden(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return fail("There is no golden file " + file + ". " + ADVICE);
    }
  }
}
