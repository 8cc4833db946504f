package waitingroom.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.secret.MasterSecret;

class RequestIdsTest {
  private static final long POSITION_MAX = (1L << 40) - 1;
  private static final long SECOND_MAX = (1L << 32) - 1;

  private final RequestIds ids = new RequestIds(secret("00"));
  private final RoomKey key = ids.key("sale", 0);

  @Property
  void what_was_minted_is_read_back(
      @ForAll @LongRange(min = 1, max = POSITION_MAX) long position,
      @ForAll @LongRange(max = SECOND_MAX) long enteredAt) {
    assertThat(key.verify(key.mint(position, enteredAt)))
        .isEqualTo(new Ticket(position, enteredAt));
  }

  @Property
  void every_id_is_a_lower_case_uuid_of_version_8(
      @ForAll @LongRange(min = 1, max = POSITION_MAX) long position,
      @ForAll @LongRange(max = SECOND_MAX) long enteredAt) {
    String id = key.mint(position, enteredAt);

    UUID uuid = UUID.fromString(id);
    assertThat(uuid).hasToString(id);
    assertThat(uuid.version()).isEqualTo(8);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(RequestIds.wellFormed(id)).isTrue();
  }

  @Property(tries = 100)
  void an_id_with_any_one_bit_flipped_is_unknown(
      @ForAll @LongRange(min = 1, max = POSITION_MAX) long position,
      @ForAll @LongRange(max = SECOND_MAX) long enteredAt) {
    UUID id = UUID.fromString(key.mint(position, enteredAt));

    assertThat(IntStream.range(0, 128).mapToObj(bit -> key.verify(flipped(id, bit).toString())))
        .hasSize(128)
        .containsOnlyNulls();
  }

  @Property
  void an_id_is_unknown_to_other_rooms_epochs_and_secrets(
      @ForAll @LongRange(min = 1, max = POSITION_MAX) long position,
      @ForAll @IntRange(max = 100) int epoch) {
    String id = ids.key("sale", epoch).mint(position, 1_790_000_000);

    assertThat(ids.key("sale", epoch).verify(id)).isNotNull();
    assertThat(ids.key("Sale", epoch).verify(id)).isNull();
    assertThat(ids.key("sale", epoch + 1).verify(id)).isNull();
    assertThat(new RequestIds(secret("ff")).key("sale", epoch).verify(id)).isNull();
  }

  /**
   * Ids already given out must stay valid; the expected values come from another implementation.
   */
  @ParameterizedTest
  @CsvSource({
    "0,             1, 1790000000, 00000000-016a-8b13-ae00-c68e45cb35a5",
    "0,  123456789012, 1790000000, 1cbe991a-146a-8b13-ae01-cbec8558d820",
    "3, 1099511627775, 4294967295, ffffffff-ffff-8fff-bfff-10143fb5ce4f",
  })
  void the_format_survives_releases(long epoch, long position, long enteredAt, String expected) {
    assertThat(ids.key("sale", epoch).mint(position, enteredAt)).isEqualTo(expected);
  }

  @Test
  void in_upper_case_nobody_minted_it() {
    String id = key.mint(7, 1_790_000_000);
    assertThat(key.verify(id)).isEqualTo(new Ticket(7, 1_790_000_000));
    assertThat(key.verify(id.toUpperCase(Locale.ROOT))).isNull();
    int letter = id.indexOf('a');
    assertThat(key.verify(id.substring(0, letter) + 'A' + id.substring(letter + 1))).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, POSITION_MAX + 1, Long.MAX_VALUE})
  void a_position_out_of_range_is_refused(long position) {
    assertThatThrownBy(() -> key.mint(position, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A position must be from 1 to 1099511627775 but was " + position);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, SECOND_MAX + 1})
  void an_entry_time_out_of_range_is_refused(long enteredAt) {
    assertThatThrownBy(() -> key.mint(1, enteredAt))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epoch seconds but was " + enteredAt);
  }

  @Test
  void only_the_exact_text_of_an_id_is_known() {
    String id = key.mint(1, 1_790_000_000);
    // java.util.UUID parses this to the same value.
    String shortened = id.replaceFirst("^0+", "0");
    String fullWidthDigit = id.replaceFirst("0", "\uFF10");

    assertThat(List.of("", " " + id, id + " ", id.replace("-", ""), shortened, fullWidthDigit))
        .allSatisfy(text -> assertThat(key.verify(text)).isNull());
    assertThat(key.verify(id.replace('-', '0'))).isNull();
  }

  @Test
  void threads_do_not_disturb_each_other() {
    assertThat(IntStream.rangeClosed(1, 20_000).parallel())
        .allMatch(position -> new Ticket(position, 1).equals(key.verify(key.mint(position, 1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "ABCDEFGH-ijkl-____-0123-456789abcdef",
        "äöüßéèñç-дфжю-漢字仮名-١٢٣٤-abcdefghijkl",
        "00000000-0000-0000-0000-000000000000 and more",
      })
  void eight_four_four_four_twelve_word_characters_are_well_formed(String text) {
    assertThat(RequestIds.wellFormed(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000000-0000-0000-0000-00000000000",
        " 00000000-0000-0000-0000-000000000000",
        "00000000-0000-0000-0000_000000000000",
        "0000000.-0000-0000-0000-000000000000",
        "00000000000000000000000000000000",
      })
  void anything_else_is_not_well_formed(String text) {
    assertThat(RequestIds.wellFormed(text)).isFalse();
  }

  @Test
  void a_well_formed_text_has_at_most_128_characters() {
    String start = "00000000-0000-0000-0000-000000000000";

    assertThat(RequestIds.wellFormed(start + "x".repeat(128 - 36))).isTrue();
    assertThat(RequestIds.wellFormed(start + "x".repeat(129 - 36))).isFalse();
  }

  private static UUID flipped(UUID id, int bit) {
    long mask = 1L << bit;
    return bit < 64
        ? new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ mask)
        : new UUID(id.getMostSignificantBits() ^ mask, id.getLeastSignificantBits());
  }

  /** The bytes 0 to 31 with the first replaced by the given hex. */
  private static MasterSecret secret(String firstByte) {
    String hex = firstByte + "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    return MasterSecret.parse(hex.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void a_name_is_the_same_everywhere_and_differs_by_visitor_room_and_secret() {
    String id = key.mint(7, 1_700_000_000);
    String name = ids.name("sale", id);

    assertThat(name).matches("v-[0-9a-f]{16}").isEqualTo("v-4a92e8f328bdc360");
    assertThat(new RequestIds(secret("00")).name("sale", id)).isEqualTo(name);
    assertThat(ids.name("sale", key.mint(8, 1_700_000_000))).isNotEqualTo(name);
    assertThat(ids.name("other", id)).isNotEqualTo(name);
    assertThat(new RequestIds(secret("01")).name("sale", id)).isNotEqualTo(name);
  }

  @Test
  void a_name_opens_nothing() {
    String name = ids.name("sale", key.mint(7, 1_700_000_000));

    assertThat(RequestIds.wellFormed(name)).isFalse();
    assertThat(key.verify(name)).isNull();
    assertThat(ids.shown(Naming.IDS, "sale", "an id")).isEqualTo("an id");
    assertThat(ids.shown(Naming.NAMES, "sale", "an id")).isEqualTo(ids.name("sale", "an id"));
  }
}
