package waitingroom.http.oidc;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.route.StrictJson;
import waitingroom.oidc.Client;
import waitingroom.oidc.Clients;
import waitingroom.oidc.SecretHash;
import waitingroom.room.RoomId;

/** The OpenID client of a room. Secrets are shown once. */
public final class ClientsApi {
  private static final String PATH = "/rooms/{event_id}/client";
  private static final HttpResponse NO_CLIENT =
      Problems.of(404, "The room has no client: create one with PUT");

  private final KnownRooms rooms;
  private final Clients clients;
  private final SecureRandom random = new SecureRandom();

  public ClientsApi(KnownRooms rooms, Clients clients) {
    this.rooms = rooms;
    this.clients = clients;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", PATH, Role.VIEWER, this::get),
        modern("PUT", PATH, Role.ADMIN, this::put),
        modern("DELETE", PATH, Role.ADMIN, this::delete));
  }

  private CompletionStage<HttpResponse> get(Exchange exchange) {
    RoomId room = room(exchange);
    return clients
        .now(room)
        .thenApply(
            client ->
                client
                    .map(found -> Json.answer(ClientDocument.of(room, found, null)))
                    .orElse(NO_CLIENT));
  }

  private CompletionStage<HttpResponse> put(Exchange exchange) {
    RoomId room = room(exchange);
    ClientDocument.Wanted wanted = StrictJson.read(exchange.body(), ClientDocument.Wanted.class);
    return clients.now(room).thenCompose(old -> saved(exchange, room, wanted, old));
  }

  /** Keeps the present secret unless another is asked for. */
  private CompletionStage<HttpResponse> saved(
      Exchange exchange, RoomId room, ClientDocument.Wanted wanted, Optional<Client> old) {
    SecretHash kept = old.map(Client::secret).orElse(null);
    boolean make =
        !wanted.isPublic() && wanted.secret() == null && (kept == null || wanted.newSecret());
    String made = make ? SecretHash.generate(random) : null;
    Client client = wanted.with(wanted.isPublic() ? null : hash(made, wanted.secret(), kept));
    return clients
        .save(room, client)
        .thenApply(
            done -> {
              exchange.changed(shown(room, old), shown(room, Optional.of(client)));
              return Json.answer(ClientDocument.of(room, client, made))
                  .withStatus(old.isPresent() ? StatusCodes.OK : StatusCodes.CREATED);
            });
  }

  /** Without the secret. */
  private static @Nullable ClientDocument shown(RoomId room, Optional<Client> client) {
    return client.map(found -> ClientDocument.of(room, found, null)).orElse(null);
  }

  private static @Nullable SecretHash hash(
      @Nullable String made, @Nullable String given, @Nullable SecretHash kept) {
    String secret = made == null ? given : made;
    return secret == null ? kept : HttpRefusal.unlessBroken(() -> SecretHash.of(secret));
  }

  private CompletionStage<HttpResponse> delete(Exchange exchange) {
    RoomId room = room(exchange);
    return clients
        .now(room)
        .thenCompose(
            client ->
                client.isEmpty()
                    ? Answers.now(NO_CLIENT)
                    : clients
                        .delete(room)
                        .thenApply(
                            done -> {
                              exchange.changed(shown(room, client), null);
                              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
                            }));
  }

  private RoomId room(Exchange exchange) {
    return rooms.of(exchange).room();
  }
}
