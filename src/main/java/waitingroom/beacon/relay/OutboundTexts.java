package waitingroom.beacon.relay;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import waitingroom.outbound.OutboundClient;
import waitingroom.outbound.OutboundRequest;

/** Texts fetched by the guarded client, with its limits. */
public record OutboundTexts(OutboundClient client) implements TextSource {
  /** An answer of a relay has some 300 bytes. */
  public static final int BYTES_MAX = 16 << 10;

  @Override
  public CompletionStage<Reply> get(URI address) {
    return client
        .send(OutboundRequest.get(address, Map.of()))
        .thenApply(answer -> new Reply(answer.status(), answer.text()));
  }
}
