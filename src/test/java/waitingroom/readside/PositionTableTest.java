package waitingroom.readside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.room.EntryTimes.Run;

class PositionTableTest {

  @Test
  void a_run_is_one_row_per_partition() {
    long bucket = PositionTable.BUCKET;
    assertThat(PositionTable.rows(List.of(new Run(1, 5, 100), new Run(6, 2 * bucket, 101))))
        .containsExactly(
            new Run(1, 5, 100),
            new Run(6, bucket - 6, 101),
            new Run(bucket, bucket, 101),
            new Run(2 * bucket, 6, 101));
  }

  @Test
  void a_run_that_ends_with_its_partition_is_one_row() {
    Run run = new Run(PositionTable.BUCKET, PositionTable.BUCKET, 100);
    assertThat(PositionTable.rows(List.of(run))).containsExactly(run);
  }
}
