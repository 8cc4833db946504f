package waitingroom.beacon.relay;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import waitingroom.beacon.Chain;

/**
 * Settings of the public beacon.
 *
 * @param chain empty: no beacon, so no draw can be proved
 * @param relays of that chain; each address is followed by the hash of the chain
 * @param timeout of one answer
 */
public record BeaconSettings(Optional<Chain> chain, List<URI> relays, Duration timeout) {
  public BeaconSettings {
    relays = List.copyOf(relays);
  }
}
