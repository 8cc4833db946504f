package waitingroom.draw.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import waitingroom.beacon.Chain;
import waitingroom.draw.DrawSeed;
import waitingroom.draw.Entry;
import waitingroom.draw.Shuffle;
import waitingroom.draw.Tree;
import waitingroom.note.NoteSigner;
import waitingroom.note.SignedNote;
import waitingroom.secret.Sha256;

/**
 * Draws of the room Sample, with the key of {@code src/test/resources/draw}. The default is a pool
 * of five that waits for round 123 of quicknet.
 *
 * @param first position of the first entry
 * @param size entries
 */
record SampleDraw(
    Source source,
    @Nullable Chain chain,
    long first,
    int size,
    @Nullable String late,
    Instant closed) {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  static final Path FOLDER = Path.of("src/test/resources/draw");
  static final NoteSigner SIGNER = signer();
  static final byte[] SECRET = sha256("secret");
  static final Instant STARTS = Instant.parse("2023-08-23T15:15:00Z");
  static final Duration DISTANCE = Duration.ofSeconds(30);

  /** The signature of round 123 of quicknet. */
  static final byte[] ROUND_123 =
      HexFormat.of()
          .parseHex(
              "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482"
                  + "e26cd02df835d3546d23c4b13e0dfc92");

  private static final byte[] LEAF_KEY = sha256("leaf key");

  static SampleDraw proved() {
    return new SampleDraw(
        Source.of(Chain.QUICKNET, 123), Chain.QUICKNET, 1, 5, null, STARTS.plusMillis(40));
  }

  SampleDraw of(long newFirst, int newSize) {
    return new SampleDraw(source, chain, newFirst, newSize, late, closed);
  }

  SampleDraw from(Source other) {
    return new SampleDraw(other, null, first, size, late, closed);
  }

  SampleDraw closedAt(Instant time, @Nullable String reason) {
    return new SampleDraw(source, chain, first, size, reason, time);
  }

  private static NoteSigner signer() {
    try {
      return NoteSigner.parse(Files.readAllBytes(FOLDER.resolve("log-signing.jwk")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String id(long position) {
    return HexFormat.of().toHexDigits(position, 8) + "-0001-8000-8000-000000000000";
  }

  private List<byte[]> leaves() {
    return LongStream.range(first, first + size)
        .mapToObj(at -> Entry.leaf(at, Entry.salt(LEAF_KEY, at), id(at)))
        .toList();
  }

  Announcement announcement() {
    return new Announcement(
        "Sample",
        1,
        1,
        DrawSeed.ALGORITHM,
        hex(DrawSeed.commitment(SECRET)),
        source,
        STARTS,
        Duration.ZERO,
        DISTANCE,
        Instant.parse("2023-08-20T08:00:00Z"));
  }

  Statement statement() {
    return new Statement(
        "Sample",
        1,
        1,
        DrawSeed.ALGORITHM,
        hex(DrawSeed.commitment(SECRET)),
        source,
        first,
        size,
        first - 1,
        hex(Tree.root(leaves())),
        closed,
        late,
        false);
  }

  DrawBundle committed() {
    return committed(List.of(SIGNER.sign(announcement().text())));
  }

  DrawBundle committed(List<SignedNote> announcements) {
    return DrawBundle.committed(announcements, chain, SIGNER.key());
  }

  DrawBundle frozen() {
    return committed().frozen(SIGNER.sign(statement().text()), List.of());
  }

  DrawBundle revealed(byte[] value) {
    return frozen().revealed(SECRET, value);
  }

  /**
   * The proof of an entry.
   *
   * @param value null before the draw
   */
  EntryProof proof(long position, byte @Nullable [] value) {
    long index = position - first;
    Long place =
        value == null
            ? null
            : first
                + new Shuffle(DrawSeed.of(SECRET, value, statement().list()), size).place(index);
    return new EntryProof(
        position,
        hex(Entry.salt(LEAF_KEY, position)),
        index,
        Tree.proof(leaves(), (int) index).stream().map(SampleDraw::hex).toList(),
        place,
        null);
  }

  static String json(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
