package waitingroom.draw.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.beacon.Chain;

/** The texts that are signed: their bytes must never change. */
class PublishedTextsTest {
  private static final SampleDraw DRAW = SampleDraw.proved();

  @Test
  void a_statement_is_these_bytes() {
    assertThat(DRAW.statement().text())
        .isEqualTo(
            """
            waitingroom draw statement 1
            room: Sample
            epoch: 1
            number: 1
            algorithm: waitingroom draw 1
            commitment: 3881219d087dd9c634373fd33dfa33a2cb6bfc6c520b64b8bb60ef2ceb534ae7
            beacon: drand 52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971
            round: 123
            first: 1
            n: 5
            ahead: 0
            root: a5147dab97cb508e37827045a5506e8b4b662c470cce1d3ca6c9b19b268a9ab2
            time: 2023-08-23T15:15:00.040Z
            late: no
            extended: false
            """);
  }

  @Test
  void an_announcement_is_these_bytes() {
    assertThat(DRAW.announcement().text())
        .isEqualTo(
            """
            waitingroom draw announcement 1
            room: Sample
            epoch: 1
            number: 1
            algorithm: waitingroom draw 1
            commitment: 3881219d087dd9c634373fd33dfa33a2cb6bfc6c520b64b8bb60ef2ceb534ae7
            beacon: drand 52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971
            round: 123
            starts: 2023-08-23T15:15:00Z
            window: 0
            distance: 30
            time: 2023-08-20T08:00:00Z
            """);
    assertThat(DRAW.announcement().closes()).isEqualTo(SampleDraw.STARTS);
  }

  @Test
  void texts_are_read_back() {
    Source byHand = new Source(Source.Kind.HAND, "Numbers of the lottery, 6 December", 0);
    Source none = new Source(Source.Kind.NONE, "", 0);
    Instant later = SampleDraw.STARTS.plusSeconds(20);
    for (SampleDraw draw :
        List.of(DRAW, DRAW.from(byHand), DRAW.from(none), DRAW.closedAt(later, "host_lost"))) {
      assertThat(Statement.parse(draw.statement().text())).isEqualTo(draw.statement());
      assertThat(Announcement.parse(draw.announcement().text())).isEqualTo(draw.announcement());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "epoch: 1, epoch: 01",
    "epoch: 1, epoch: +1",
    "epoch: 1, epoch: x",
    "number: 1, number: 0",
    "n: 5, n: -5",
    "n: 5, m: 5",
    "round: 123, round: 0",
    "beacon: drand, beacon: other",
    "beacon: drand, beacon: none",
    "late: no, late: NO",
    "extended: false, extended: no",
    "040Z, 040000000Z",
    "2023-08-23, 2023-08-32",
    "room: Sample, room: Sam ple",
    "statement 1, statement 2",
    "a5147, A5147",
  })
  void a_text_that_differs_in_any_way_is_none(String part, String other) {
    String text = DRAW.statement().text();
    assertThat(text).contains(part);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Statement.parse(text.replaceFirst(part, other)));
  }

  @Test
  void lines_too_many_or_too_few_are_refused() {
    String text = DRAW.statement().text();
    assertThatIllegalArgumentException().isThrownBy(() -> Statement.parse(text + "\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> Statement.parse(text + "more: 1\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> Statement.parse(text.strip()));
    assertThatIllegalArgumentException().isThrownBy(() -> Statement.parse(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Announcement.parse(text));
  }

  @Test
  void a_time_finer_than_milliseconds_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DRAW.closedAt(SampleDraw.STARTS.plusNanos(1), null).statement());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\nround: 5", "caf\u00e9"})
  void an_announced_value_has_a_name_on_one_line(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Source(Source.Kind.HAND, name, 0));
  }

  @Test
  void only_a_chain_has_rounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Source(Source.Kind.NONE, "", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Source(Source.Kind.NONE, "x", 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Source(Source.Kind.DRAND, Chain.QUICKNET.hash(), 0));
  }
}
