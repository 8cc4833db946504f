package waitingroom.event.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import waitingroom.outbound.OutboundAnswer;
import waitingroom.outbound.OutboundClient;
import waitingroom.outbound.OutboundLimits;
import waitingroom.outbound.OutboundRequest;
import waitingroom.store.Unavailable;

/** Sender of Standard Webhooks 1.0. A slow receiver does not hold up others. */
record WebhookClient(OutboundClient http, Duration timeout, Clock clock) {
  private static final String CLOUD_EVENT = "application/cloudevents+json";

  /** Response bodies are ignored; a longer one closes the connection. */
  private static final int ANSWER_BYTES_MAX = 64 << 10;

  private static final int GONE = 410;

  static OutboundLimits limits(Duration timeout) {
    return new OutboundLimits(timeout, ANSWER_BYTES_MAX, timeout);
  }

  /** Makes one attempt; the stage never fails. */
  CompletionStage<Attempt> post(Subscription to, String id, byte[] body) {
    long timestamp = clock.instant().getEpochSecond();
    Map<String, String> headers =
        Map.of(
            "content-type",
            CLOUD_EVENT,
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(timestamp),
            "webhook-signature",
            to.secret().sign(id, timestamp, body));
    return http.sendForHead(OutboundRequest.post(URI.create(to.url()), headers, body))
        .thenApply(this::attempt)
        .exceptionally(failure -> new Attempt.Failed(explained(failure), Duration.ZERO));
  }

  private Attempt attempt(OutboundAnswer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Attempt.Delivered();
    }
    if (status == GONE) {
      return new Attempt.Gone();
    }
    Duration wait =
        answer
            .header("Retry-After")
            .flatMap(value -> RetryAfter.parse(value, clock.instant()))
            .orElse(Duration.ZERO);
    return new Attempt.Failed("The receiver answered " + status, wait);
  }

  private String explained(Throwable failure) {
    Throwable cause = Unavailable.unwrapped(failure);
    return cause instanceof TimeoutException
        ? "The receiver did not answer within " + timeout.toMillis() + " ms"
        : "The receiver cannot be reached: " + cause.getMessage();
  }
}
