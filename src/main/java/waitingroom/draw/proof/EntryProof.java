package waitingroom.draw.proof;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proof that an entry is in the list of a draw, for its holder alone.
 *
 * @param position of arrival
 * @param salt 64 hex digits, without which nobody can guess the id from the leaf
 * @param leafIndex position less the first position of the list
 * @param hashes from the leaf's neighbour to the root, 64 hex digits each
 * @param place in line after the draw; null before it
 * @param firstId id that the entry was made of, when the place was moved to another id since
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EntryProof(
    long position,
    String salt,
    long leafIndex,
    List<String> hashes,
    @Nullable Long place,
    @Nullable String firstId) {
  public EntryProof {
    hashes = List.copyOf(hashes);
  }
}
