package waitingroom.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waitingroom.beacon.Chain;
import waitingroom.beacon.ChainKey;
import waitingroom.beacon.relay.BeaconSettings;

/** Reads {@code waiting-room.beacon}. */
final class BeaconReader {
  private static final Duration PERIOD_MAX = Duration.ofMinutes(10);
  private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);

  private BeaconReader() {}

  static BeaconSettings read(Block config) {
    Duration timeout = config.between("timeout", Duration.ofMillis(100), TIMEOUT_MAX);
    List<URI> relays = config.strings("relays").stream().map(text -> relay(config, text)).toList();
    if (!config.flag("enabled")) {
      return new BeaconSettings(Optional.empty(), relays, timeout);
    }
    if (relays.isEmpty()) {
      throw config.refused("relays", "must name at least one relay of the beacon");
    }
    return new BeaconSettings(Optional.of(chain(config)), relays, timeout);
  }

  private static Chain chain(Block config) {
    Chain chain;
    try {
      chain =
          new Chain(
              config.string("public-key"),
              Instant.ofEpochSecond(config.between("genesis", 0, Integer.MAX_VALUE)),
              config.between("period", Duration.ofSeconds(1), PERIOD_MAX),
              config.string("group-hash"),
              config.string("id"));
      var unused = new ChainKey(chain);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "waiting-room.beacon: " + malformed.getMessage(), malformed);
    }
    if (!chain.hash().equals(config.string("chain-hash"))) {
      throw config.refused(
          "chain-hash",
          "must be the hash of the other settings of the chain, which is " + chain.hash());
    }
    return chain;
  }

  private static URI relay(Block config, String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // Refused below, like a well-formed address that is not a relay's.
    }
    throw config.refused("relays", "must be whole addresses, such as https://relay.example");
  }
}
