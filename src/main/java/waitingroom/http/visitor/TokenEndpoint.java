package waitingroom.http.visitor;

import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.SpacedJson;
import waitingroom.room.Outcome;
import waitingroom.room.SessionTerms;
import waitingroom.room.TokenClaim;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Ticket;
import waitingroom.token.SigningKeys;
import waitingroom.token.TokenClaims;
import waitingroom.token.TokenMemory;
import waitingroom.token.Tokens;
import waitingroom.trace.Traces;

/**
 * {@code generate_token} of both listeners (contract 1.5 and 2.1): claims the token, then signs it
 * outside the actors.
 */
public final class TokenEndpoint {
  private final WaitingRooms rooms;
  private final Visitors visitors;
  private final SigningKeys keys;
  private final TokenMemory memory;
  private final @Nullable PlaceLimit limit;
  private final Executor signers;
  private final Traces traces;
  private final Clock clock;

  /**
   * @param signers bounded; when it rejects a task, the visitor is told to retry and loses nothing
   */
  public TokenEndpoint(
      WaitingRooms rooms,
      Visitors visitors,
      SigningKeys keys,
      Executor signers,
      Traces traces,
      Clock clock) {
    this(rooms, visitors, keys, new TokenMemory(keys), null, signers, traces, clock);
  }

  private TokenEndpoint(
      WaitingRooms rooms,
      Visitors visitors,
      SigningKeys keys,
      TokenMemory memory,
      @Nullable PlaceLimit limit,
      Executor signers,
      Traces traces,
      Clock clock) {
    this.rooms = rooms;
    this.visitors = visitors;
    this.keys = keys;
    this.memory = memory;
    this.limit = limit;
    this.signers = signers;
    this.traces = traces;
    this.clock = clock;
  }

  /** The same for visitors, whose places may not ask too often. */
  public TokenEndpoint limitedBy(PlaceLimit perPlace) {
    return new TokenEndpoint(rooms, visitors, keys, memory, perPlace, signers, traces, clock);
  }

  /**
   * Signed tokens.
   *
   * @param expiresIn seconds until they expire
   */
  public record Issued(Tokens tokens, long expiresIn) {}

  /** The answer of {@code generate_token}; see {@link #issue}. */
  public CompletionStage<HttpResponse> generate(
      String eventId, String requestId, String issuerName, @Nullable Long validityPeriod) {
    return issue(eventId, requestId, issuerName, validityPeriod)
        .thenApply(
            outcome ->
                outcome.fold(
                    issued -> Answers.ok(body(issued), Answers.NO_STORE),
                    reason -> ApiErrors.compatible(reason, Answers.INVALID_EVENT_OR_REQUEST)));
  }

  /**
   * The tokens of a request.
   *
   * @param issuerName the {@code iss} claim, if this is the first call
   * @param validityPeriod seconds, in place of the room's setting if this is the first call; null:
   *     that setting
   */
  public CompletionStage<Outcome<Issued>> issue(
      String eventId, String requestId, String issuerName, @Nullable Long validityPeriod) {
    long since = traces.now();
    Visitors.ResolvedRequest place =
        visitors.place(eventId, requestId, Answers.INVALID_EVENT_OR_REQUEST);
    Ticket ticket = place.ticketOr(Answers.INVALID_REQUEST);
    if (limit != null) {
      limit.take(place.room(), place.epoch(), ticket.position());
    }
    long askedAt = clock.instant().getEpochSecond();
    Asked asked = new Asked(place, requestId, ticket, askedAt, since);
    return claim(place, ticket, issuerName, validityPeriod)
        .thenCompose(
            outcome ->
                outcome.fold(
                    terms -> issued(asked, claims(asked, terms), terms),
                    reason -> CompletableFuture.completedStage(Outcome.refused(reason))));
  }

  /** Claims the token of a place; a later call gets the same terms. */
  public CompletionStage<Outcome<SessionTerms>> claim(
      Visitors.ResolvedRequest place,
      Ticket ticket,
      String issuerName,
      @Nullable Long validityPeriod) {
    return rooms.claim(
        place.room(),
        new TokenClaim(
            place.epoch(), ticket.position(), issuerName, keys.active().kid(), validityPeriod));
  }

  /** A call: {@code at} is its epoch second, {@code since} the start of its trace. */
  private record Asked(
      Visitors.ResolvedRequest place, String requestId, Ticket ticket, long at, long since) {}

  private static TokenClaims claims(Asked asked, SessionTerms terms) {
    return new TokenClaims(
        asked.place().room().value(),
        asked.requestId(),
        asked.ticket().position(),
        terms.issuer(),
        terms.keyId(),
        terms.issuedAt(),
        terms.expiresAt());
  }

  /** From memory at once, else by the signers. */
  private CompletionStage<Outcome<Issued>> issued(
      Asked asked, TokenClaims claims, SessionTerms terms) {
    Optional<Tokens> known = memory.known(claims);
    return known.isPresent()
        ? CompletableFuture.completedStage(Outcome.done(issued(asked, terms, known.get())))
        : CompletableFuture.supplyAsync(
            () -> Outcome.done(issued(asked, terms, memory.issue(claims))), signers);
  }

  private Issued issued(Asked asked, SessionTerms terms, Tokens tokens) {
    traces.admitted(
        asked.place().room(),
        asked.place().inLine(asked.ticket()),
        terms.issuedAt(),
        asked.since());
    return new Issued(tokens, expiresIn(terms, asked.at()));
  }

  /**
   * Seconds until a token expires. The call that makes it answers with its whole lifetime, even if
   * it expires at once (contract 1.5, step 7): it was asked for no later than it was made.
   */
  public static long expiresIn(SessionTerms terms, long askedAt) {
    long life = terms.expiresAt() - Math.max(askedAt, terms.issuedAt());
    return terms.expiresAt() < terms.issuedAt() ? life : Math.max(life, 0);
  }

  private static ByteString body(Issued issued) {
    Tokens tokens = issued.tokens();
    return new SpacedJson()
        .string("access_token", tokens.access())
        .string("refresh_token", tokens.refresh())
        .string("id_token", tokens.id())
        .string("token_type", "Bearer")
        .number("expires_in", issued.expiresIn())
        .bytes();
  }
}
