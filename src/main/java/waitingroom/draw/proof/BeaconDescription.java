package waitingroom.draw.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import waitingroom.beacon.Chain;

/**
 * The beacon of a draw with everything that checks it. Members of the chain are absent unless it is
 * drand.
 *
 * @param name hash of the chain, or what was announced
 * @param genesisTime in epoch seconds
 * @param period in seconds
 * @param id of the chain
 * @param verified how the node checked the value: {@code signature}; absent while there is none
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BeaconDescription(
    Source.Kind kind,
    String name,
    long round,
    @Nullable String publicKey,
    @Nullable Long genesisTime,
    @Nullable Long period,
    @Nullable String groupHash,
    @Nullable String id,
    @Nullable String verified) {
  private static final String BY_SIGNATURE = "signature";

  /**
   * The description of a source.
   *
   * @param chain whose round it is; null unless the source is drand
   * @throws IllegalArgumentException when the chain is not the one that the source names
   */
  public static BeaconDescription of(Source source, @Nullable Chain chain) {
    boolean drand = source.kind() == Source.Kind.DRAND;
    if (drand != (chain != null) || (chain != null && !chain.hash().equals(source.name()))) {
      throw new IllegalArgumentException("The chain is not the one that the source names");
    }
    if (chain == null) {
      return new BeaconDescription(
          source.kind(), source.name(), source.round(), null, null, null, null, null, null);
    }
    return new BeaconDescription(
        source.kind(),
        source.name(),
        source.round(),
        chain.publicKey(),
        chain.genesis().getEpochSecond(),
        chain.period().toSeconds(),
        chain.groupHash(),
        chain.id(),
        null);
  }

  /** The same beacon once the node has checked the signature of its round. */
  public BeaconDescription verifiedBySignature() {
    return new BeaconDescription(
        kind, name, round, publicKey, genesisTime, period, groupHash, id, BY_SIGNATURE);
  }

  /** The chain; null unless the beacon is drand. */
  @Nullable Chain chain() {
    if (publicKey == null
        || genesisTime == null
        || period == null
        || groupHash == null
        || id == null) {
      return null;
    }
    return new Chain(
        publicKey, Instant.ofEpochSecond(genesisTime), Duration.ofSeconds(period), groupHash, id);
  }

  Source source() {
    return new Source(kind, name, round);
  }
}
