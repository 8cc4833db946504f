package waitingroom.draw.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.beacon.Chain;
import waitingroom.draw.DrawSeed;
import waitingroom.note.NoteSigner;

/**
 * The programs that people check a draw with: both accept what is right and refuse everything else,
 * in the same words, although they share no code with each other or with the node.
 */
class VerifyDrawIT {
  private static final SampleDraw DRAW = SampleDraw.proved();
  private static final byte[] VALUE = SampleDraw.ROUND_123;

  private final Path folder;
  private final Map<String, Verifiers.Case> cases = new LinkedHashMap<>();

  VerifyDrawIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private static JsonNode tree(Object value) {
    return SampleDraw.JSON.valueToTree(value);
  }

  private void add(String name, DrawBundle bundle, @Nullable EntryProof proof, long position) {
    JsonNode proved = proof == null ? null : tree(proof);
    add(name, tree(bundle), proved, position);
  }

  private void add(String name, JsonNode bundle, @Nullable JsonNode proof, long position) {
    String id = proof == null ? null : SampleDraw.id(position);
    cases.put(name, new Verifiers.Case(bundle, proof, id));
  }

  /** Runs both programs, which must agree, and returns the results by the names of the cases. */
  private Map<String, Verifiers.Result> results() throws Exception {
    List<Verifiers.Case> all = List.copyOf(cases.values());
    List<Verifiers.Result> java = Verifiers.java(folder, all);
    List<Verifiers.Result> node = Verifiers.node(folder, all);
    Map<String, Verifiers.Result> results = new LinkedHashMap<>();
    int at = 0;
    for (String name : cases.keySet()) {
      boolean unreadable =
          java.get(at).lines().stream().anyMatch(line -> line.startsWith("open cannot be read"));
      assertThat(node.get(at).code()).as(name).isEqualTo(java.get(at).code());
      if (unreadable) {
        assertThat(node.get(at).statuses()).as(name).isEqualTo(java.get(at).statuses());
      } else {
        assertThat(node.get(at).lines()).as(name).isEqualTo(java.get(at).lines());
      }
      results.put(name, java.get(at));
      at++;
    }
    return results;
  }

  private static Verifiers.Result of(Map<String, Verifiers.Result> results, String name) {
    return Objects.requireNonNull(results.get(name), name);
  }

  private static List<String> failures(Verifiers.Result result) {
    return result.lines().stream()
        .filter(line -> line.startsWith("FAILED "))
        .map(line -> line.substring("FAILED ".length()))
        .toList();
  }

  @Test
  void a_proved_draw_is_accepted_with_every_entry_of_lists_of_any_size() throws Exception {
    add("bundle alone", DRAW.revealed(VALUE), null, 0);
    Random random = new Random(7);
    for (int size : List.of(1, 2, 3, 7, 600)) {
      SampleDraw draw = DRAW.of(1 + random.nextInt(1_000), size);
      for (long position :
          List.of(draw.first(), draw.first() + size / 2, draw.first() + size - 1)) {
        add(
            "%s from %s: %s".formatted(size, draw.first(), position),
            draw.revealed(VALUE),
            draw.proof(position, VALUE),
            position);
      }
    }
    add("empty", DRAW.of(9, 0).revealed(VALUE), null, 0);
    results()
        .forEach((name, result) -> assertThat(result.code()).as("%s: %s", name, result).isZero());
  }

  @Test
  void no_spoilt_member_is_accepted() throws Exception {
    JsonNode bundle = tree(DRAW.revealed(VALUE));
    JsonNode proof = tree(DRAW.proof(3, VALUE));
    SpoiltMembers.of(bundle)
        // Only what the node says of itself, which nobody needs to believe.
        .forEach(
            (name, spoilt) -> {
              if (!name.equals("/beacon/verified removed")) {
                add("bundle" + name, spoilt, proof, 3);
              }
            });
    SpoiltMembers.of(proof).forEach((name, spoilt) -> add("proof" + name, bundle, spoilt, 3));
    add("another holder", bundle, proof, 4);
    assertThat(cases).hasSizeGreaterThan(70);
    results()
        .forEach(
            (name, result) -> assertThat(result.code()).as("%s: %s", name, result).isNotZero());
  }

  @Test
  void members_of_signed_texts_cannot_hide_lines() throws Exception {
    ObjectNode bundle = (ObjectNode) tree(DRAW.revealed(VALUE));
    bundle.set("room", TextNode.valueOf("Sample\nepoch: 1"));
    add("room", bundle, null, 0);
    ObjectNode late = (ObjectNode) tree(DRAW.revealed(VALUE));
    late.set("late", TextNode.valueOf("no\nextended: false"));
    add("late", late, null, 0);
    results().forEach((name, result) -> assertThat(result.code()).as(name).isEqualTo(2));
  }

  @Test
  void a_draw_that_is_not_over_is_open() throws Exception {
    add("committed", DRAW.committed(), null, 0);
    add("frozen", DRAW.frozen(), DRAW.proof(2, null), 2);
    add("void", DRAW.frozen().voided(SampleDraw.SECRET, "closed by AKIA"), null, 0);
    results()
        .forEach(
            (name, result) -> assertThat(result.code()).as("%s: %s", name, result).isEqualTo(2));
  }

  @Test
  void what_is_right_but_not_proved_is_open() throws Exception {
    add(
        "by hand",
        DRAW.from(DrawBundleTest.BY_HAND).revealed(DrawBundleTest.DESCRIBED),
        DRAW.from(DrawBundleTest.BY_HAND).proof(3, DrawBundleTest.DESCRIBED),
        3);
    byte[] word = "none".getBytes(StandardCharsets.US_ASCII);
    add("none", DRAW.from(new Source(Source.Kind.NONE, "", 0)).revealed(word), null, 0);
    results()
        .forEach(
            (name, result) -> assertThat(result.code()).as("%s: %s", name, result).isEqualTo(2));
  }

  @Test
  void a_list_that_was_closed_again_is_open_if_the_round_follows_from_the_new_time()
      throws Exception {
    // Announced for round 113, and closed again when 123 was the first after thirty seconds.
    Instant starts = SampleDraw.STARTS.minusSeconds(30);
    Announcement early = moved(DRAW.announcement(), starts, 113);
    DrawBundle announced = DRAW.committed(List.of(SampleDraw.SIGNER.sign(early.text())));
    add(
        "late",
        closed(announced, DRAW.closedAt(SampleDraw.STARTS.plusMillis(5), "clock")),
        null,
        0);
    add(
        "too late",
        closed(announced, DRAW.closedAt(SampleDraw.STARTS.plusSeconds(4), "clock")),
        null,
        0);
    add("not late", closed(announced, DRAW.closedAt(SampleDraw.STARTS, null)), null, 0);
    Map<String, Verifiers.Result> results = results();
    assertThat(of(results, "late").code()).isEqualTo(2);
    assertThat(failures(of(results, "too late")))
        .containsExactly("the round is the one that the rule names");
    assertThat(failures(of(results, "not late")))
        .containsExactly("the round is the one that the rule names");
  }

  @Test
  void each_trick_of_an_operator_with_the_key_fails_one_check() throws Exception {
    Announcement said = DRAW.announcement();
    trick("round", moved(said, said.starts(), 124), DRAW);
    trick("closed too early", said, DRAW.closedAt(SampleDraw.STARTS.minusSeconds(1), null));
    trick("closed after the round", said, DRAW.closedAt(Chain.QUICKNET.moment(124), null));
    trick("four seconds", said, DRAW.closedAt(Chain.QUICKNET.moment(123).minusSeconds(4), null));
    DrawBundle otherSecret = DRAW.frozen().revealed(new byte[32], VALUE);
    add("other secret", otherSecret, null, 0);
    byte[] otherValue = VALUE.clone();
    otherValue[40] ^= 1;
    add("other value", DRAW.revealed(otherValue), null, 0);
    add("other place", DRAW.revealed(VALUE), moved(DRAW.proof(2, VALUE)), 2);
    Map<String, Verifiers.Result> results = results();
    results.forEach((name, result) -> assertThat(failures(result)).as(name).isNotEmpty());
    assertThat(failures(of(results, "other secret")))
        .containsExactly("the secret is the one that was announced");
    assertThat(failures(of(results, "other value")))
        .containsExactly("the beacon's signature is genuine");
    assertThat(failures(of(results, "four seconds")))
        .containsExactly("by the operator's clock the list was closed before the round");
    assertThat(failures(of(results, "closed too early")))
        .containsExactly("the list was not closed before it should be");
  }

  @Test
  void every_announcement_counts_and_is_told() throws Exception {
    Announcement said = DRAW.announcement();
    Announcement first = moved(said, said.starts().minusSeconds(3_600), 1);
    var own = SampleDraw.SIGNER;
    add(
        "moved",
        closed(DRAW.committed(List.of(own.sign(first.text()), own.sign(said.text()))), DRAW),
        null,
        0);
    var stranger =
        NoteSigner.parse(NoteSigner.generate(own.key().name()).getBytes(StandardCharsets.UTF_8));
    add(
        "foreign",
        closed(DRAW.committed(List.of(stranger.sign(first.text()), own.sign(said.text()))), DRAW),
        null,
        0);
    Map<String, Verifiers.Result> results = results();
    assertThat(of(results, "moved").code()).isZero();
    assertThat(of(results, "moved").lines())
        .anyMatch(line -> line.startsWith("note it was announced 2 times"));
    assertThat(failures(of(results, "foreign")))
        .containsExactly("the draw was announced in signed texts");
  }

  private void trick(String name, Announcement said, SampleDraw draw) {
    add(name, closed(draw.committed(List.of(SampleDraw.SIGNER.sign(said.text()))), draw), null, 0);
  }

  private static DrawBundle closed(DrawBundle announced, SampleDraw draw) {
    return announced
        .frozen(SampleDraw.SIGNER.sign(draw.statement().text()), List.of())
        .revealed(SampleDraw.SECRET, VALUE);
  }

  private static Announcement moved(Announcement said, Instant starts, long round) {
    return new Announcement(
        said.room(),
        said.epoch(),
        said.number(),
        DrawSeed.ALGORITHM,
        said.commitment(),
        Source.of(Chain.QUICKNET, round),
        starts,
        Duration.ZERO,
        said.distance(),
        said.time());
  }

  private static EntryProof moved(EntryProof proof) {
    long other = Objects.requireNonNull(proof.place()) + 1;
    return new EntryProof(
        proof.position(), proof.salt(), proof.leafIndex(), proof.hashes(), other, null);
  }
}
