package waitingroom.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a draw that are durable.
 *
 * @param root of the tree over the closed list, 64 hexadecimal digits
 * @param round of the beacon whose value is used; 0: none
 * @param late why it is not the committed round; null: it is
 * @param statement the signed text that was published; null: not yet
 */
public record DrawSteps(
    String root, long round, @Nullable String late, @Nullable String statement) {

  /** True once the round can never change again. */
  @JsonIgnore
  public boolean isSealed() {
    return statement != null;
  }

  DrawSteps sealed(String signed) {
    return new DrawSteps(root, round, late, signed);
  }
}
