package waitingroom.beacon.relay;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/** A way to fetch small texts from other systems, with limits of size and time. */
@FunctionalInterface
public interface TextSource {
  /**
   * An answer.
   *
   * @param status of HTTP
   */
  record Reply(int status, String body) {}

  /** Fetches by GET; fails when there is no answer within the limits. Follows no redirect. */
  CompletionStage<Reply> get(URI address);
}
