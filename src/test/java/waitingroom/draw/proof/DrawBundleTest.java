package waitingroom.draw.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import waitingroom.beacon.Chain;
import waitingroom.note.NoteKey;
import waitingroom.note.SignedNote;

/** Bundles as JSON: programs of others read them, for ever. */
class DrawBundleTest {
  private static final SampleDraw DRAW = SampleDraw.proved();

  /** The public value of the description of the procedure, whose chain of values is golden. */
  static final byte[] DESCRIBED =
      HexFormat.of()
          .parseHex(
              "8a62e967fcd6dfa5d75308c37808b4668a7faf1cdb06e09ac0a7161827603887"
                  + "990ddf53f8df85c407f5d94eed09153a");

  static final Source BY_HAND = new Source(Source.Kind.HAND, "the value of the description", 0);

  private static String file(String name) throws IOException {
    return Files.readString(SampleDraw.FOLDER.resolve(name));
  }

  @Test
  void the_bundle_of_a_proved_draw_is_the_golden_one() throws IOException {
    DrawBundle bundle = DRAW.revealed(SampleDraw.ROUND_123);
    assertThat(SampleDraw.json(bundle)).isEqualTo(file("bundle.json"));
    assertThat(SampleDraw.JSON.readValue(file("bundle.json"), DrawBundle.class)).isEqualTo(bundle);
    EntryProof proof = DRAW.proof(3, SampleDraw.ROUND_123);
    assertThat(SampleDraw.json(proof)).isEqualTo(file("proof.json"));
    assertThat(SampleDraw.JSON.readValue(file("proof.json"), EntryProof.class)).isEqualTo(proof);
  }

  @Test
  void the_golden_values_of_the_description_are_in_a_bundle() throws IOException {
    DrawBundle bundle = DRAW.from(BY_HAND).revealed(DESCRIBED);
    assertThat(bundle.commitment())
        .isEqualTo("3881219d087dd9c634373fd33dfa33a2cb6bfc6c520b64b8bb60ef2ceb534ae7");
    assertThat(bundle.root())
        .isEqualTo("a5147dab97cb508e37827045a5506e8b4b662c470cce1d3ca6c9b19b268a9ab2");
    assertThat(bundle.seed())
        .isEqualTo("9750f7506ab57a4a9ac9c09dfb30cbc789fa374d63787703cb8442e936f2ee6a");
    assertThat(SampleDraw.json(bundle)).isEqualTo(file("bundle-by-hand.json"));
    EntryProof proof = DRAW.from(BY_HAND).proof(3, DESCRIBED);
    assertThat(SampleDraw.json(proof)).isEqualTo(file("proof-by-hand.json"));
    assertThat(proof.salt())
        .isEqualTo("5d61b078605717a12e834d38d72a8b3186d38098e4f6cad53da40977026274eb");
    assertThat(proof.place()).isEqualTo(3);
  }

  @Test
  void what_a_bundle_says_is_signed() {
    DrawBundle bundle = DRAW.revealed(SampleDraw.ROUND_123);
    NoteKey key = NoteKey.parse(bundle.key());
    var signature = List.of(Objects.requireNonNull(bundle.signature()));
    assertThat(new SignedNote(bundle.statement().text(), signature).isSignedBy(key)).isTrue();
    SignedAnnouncement said = bundle.announcements().get(0);
    assertThat(
            new SignedNote(said.announcement("Sample", 1).text(), List.of(said.signature()))
                .isSignedBy(key))
        .isTrue();
  }

  @Test
  void an_empty_list_has_no_seed() {
    DrawBundle bundle = DRAW.of(1, 0).revealed(SampleDraw.ROUND_123);
    assertThat(bundle.seed()).isNull();
    assertThat(bundle.s()).isEqualTo(HexFormat.of().formatHex(SampleDraw.SECRET));
  }

  @Test
  void before_the_round_nothing_of_the_secret_is_told() {
    for (DrawBundle bundle : List.of(DRAW.committed(), DRAW.frozen())) {
      assertThat(bundle.s()).isNull();
      assertThat(SampleDraw.json(bundle))
          .doesNotContain(HexFormat.of().formatHex(SampleDraw.SECRET));
    }
  }

  @Test
  void a_draw_that_was_given_up_tells_its_secret_and_why() {
    DrawBundle bundle = DRAW.frozen().voided(SampleDraw.SECRET, "reset by AKIA");
    assertThat(bundle.phase()).isEqualTo(DrawBundle.Phase.VOID);
    assertThat(bundle.voided()).isEqualTo("reset by AKIA");
    assertThat(bundle.s()).isNotNull();
    assertThat(bundle.seed()).isNull();
  }

  @Test
  void the_chain_is_the_one_that_the_source_names() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BeaconDescription.of(BY_HAND, Chain.QUICKNET));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BeaconDescription.of(DRAW.source(), null));
  }

  @Test
  void without_a_beacon_the_value_is_a_word() {
    assertThat(Source.valueOfNone()).isEqualTo(HexFormat.of().formatHex("none".getBytes(US_ASCII)));
  }
}
