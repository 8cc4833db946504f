package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.access.signin.WrongTries;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.Client;
import waitingroom.oidc.ClientCredentials;
import waitingroom.oidc.Clients;
import waitingroom.room.RoomId;

/**
 * Authenticates clients of {@code /oidc/token}, and slows down who guesses secrets (RFC 6749,
 * section 2.3.1).
 *
 * <p>Wrong tries are counted by client and address together: shops whose calls leave by the same
 * address do not hold up each other.
 */
final class ClientGate {
  /** No room has that name. */
  private static final String UNKNOWN = "?";

  private final Visitors visitors;
  private final Clients clients;
  private final WrongTries tries;
  private final ClientAddress address;

  ClientGate(Visitors visitors, Clients clients, WrongTries tries, ClientAddress address) {
    this.visitors = visitors;
    this.clients = clients;
    this.tries = tries;
    this.address = address;
  }

  /** A client that has proved who it is. */
  record Known(RoomId room, Client client) {}

  CompletionStage<Known> known(Exchange exchange, OAuthForm form) {
    ClientCredentials credentials =
        ClientCredentials.of(exchange.header("Authorization"), form::get);
    RoomId room = RoomId.parse(credentials.clientId()).orElseThrow(() -> wrong(exchange, UNKNOWN));
    HttpRefusal unknown = OAuthAnswers.ended(ClientCredentials.refused());
    try {
      visitors.knownRoom(room, unknown);
    } catch (HttpRefusal refusal) {
      throw refusal == unknown ? wrong(exchange, UNKNOWN) : refusal;
    }
    return clients.of(room).thenApply(found -> judged(exchange, room, credentials, found));
  }

  private Known judged(
      Exchange exchange, RoomId room, ClientCredentials credentials, Optional<Client> found) {
    Client client = found.orElseThrow(() -> wrong(exchange, UNKNOWN));
    if (!credentials.proves(client)) {
      throw wrong(exchange, room.value());
    }
    // Without a secret there is nothing to guess, and nothing that makes up for wrong guesses.
    Duration wait = client.isPublic() ? Duration.ZERO : judge(exchange, room.value(), true);
    if (!wait.isZero()) {
      throw new HttpRefusal(slowedDown(wait));
    }
    return new Known(room, client);
  }

  private HttpRefusal wrong(Exchange exchange, String client) {
    Duration wait = judge(exchange, client, false);
    return wait.isZero()
        ? OAuthAnswers.ended(ClientCredentials.refused())
        : new HttpRefusal(slowedDown(wait));
  }

  private Duration judge(Exchange exchange, String client, boolean right) {
    String from = "address " + address.subject(exchange.request()) + " client " + client;
    return tries.judge(from, "client " + client, right);
  }

  private static HttpResponse slowedDown(Duration wait) {
    return OAuthAnswers.tooManyTries(ApiErrors.retryAfter(wait));
  }
}
