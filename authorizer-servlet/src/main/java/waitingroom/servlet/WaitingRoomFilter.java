package waitingroom.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.GenuineToken;
import waitingroom.authorizer.check.Navigation;
import waitingroom.authorizer.check.PresentedTokens;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Bad;
import waitingroom.authorizer.check.Verdict.Good;
import waitingroom.authorizer.check.Verdict.Missing;
import waitingroom.authorizer.check.Verdict.Reason;

/**
 * Servlet filter that lets a request through to the application when its access token is good for
 * the room.
 *
 * <p>The application finds the visitor in the request attributes named here, and in the headers
 * {@code X-Waiting-Room-Request-Id}, {@code -Queue-Position} and {@code -Event-Id}, which replace
 * any values from the client. Other requests get 401 without a token and 403 with a bad one, as
 * problem details (RFC 9457); where a browser shows the answer, it is 302 to the waiting page.
 * Until the waiting room's keys have been fetched, the answer is 503.
 *
 * <p>Init parameters: {@code jwks-url}, {@code issuer} and {@code room} are required; {@code
 * waiting-page}, {@code return-hosts}, {@code token-headers}, {@code token-cookie} and {@code
 * leeway-seconds} are not.
 */
public final class WaitingRoomFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** The request id of the visitor, a String. */
  public static final String REQUEST_ID = "waitingroom.request-id";

  /** The number of the visitor in the line, a Long. */
  public static final String QUEUE_POSITION = "waitingroom.queue-position";

  /** The room, a String. */
  public static final String EVENT_ID = "waitingroom.event-id";

  private static final String NO_TOKEN =
      problem(401, "Unauthorized", "This needs an access token of the waiting room");
  private static final String BAD_TOKEN =
      problem(403, "Forbidden", "The access token does not open this door");
  private static final String NO_KEYS =
      problem(503, "Service Unavailable", "The waiting room cannot be reached: try again");

  /** The configured check of tokens. */
  private record TokenCheck(FilterSettings settings, RemoteKeys keys, PresentedTokens presented) {}

  private final transient Clock clock;
  private final transient LongSupplier nanoTime;
  private transient @Nullable TokenCheck door;

  /** Called by the servlet container. */
  public WaitingRoomFilter() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  /** For tests that control the time. */
  WaitingRoomFilter(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public void init() throws ServletException {
    try {
      FilterSettings settings = FilterSettings.read(this::getInitParameter);
      door =
          new TokenCheck(
              settings,
              new RemoteKeys(settings.jwksUrl(), nanoTime),
              new PresentedTokens(settings.sources()));
    } catch (IllegalArgumentException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  /** Drops the HTTP client, which ends its threads once unreferenced. */
  @Override
  public void destroy() {
    door = null;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    TokenCheck opened = door;
    if (opened == null) {
      throw new IllegalStateException("The filter was not initialised");
    }
    Verdict verdict = judge(request, opened);
    if (verdict instanceof Good good) {
      AccessToken token = good.token();
      request.setAttribute(REQUEST_ID, token.requestId());
      request.setAttribute(QUEUE_POSITION, token.queuePosition());
      request.setAttribute(EVENT_ID, token.eventId());
      chain.doFilter(new VerifiedRequest(request, token), response);
    } else {
      turnAway(request, response, verdict, opened);
    }
  }

  private Verdict judge(HttpServletRequest request, TokenCheck opened) {
    List<String> tokens =
        opened.presented().in(name -> Optional.ofNullable(request.getHeader(name)));
    Verdict first = new Missing();
    for (String token : tokens) {
      Verdict verdict = judge(token, opened);
      if (verdict instanceof Good) {
        return verdict;
      }
      if (first instanceof Missing) {
        first = verdict;
      }
    }
    return first;
  }

  private Verdict judge(String text, TokenCheck opened) {
    try {
      AccessToken token = GenuineToken.of(text, opened.keys()::find).token();
      FilterSettings settings = opened.settings();
      Reason reason =
          settings.rules().objection(token, settings.room(), clock.instant().getEpochSecond());
      return reason == null ? new Good(token) : new Bad(reason);
    } catch (GenuineToken.NotGenuine e) {
      return new Bad(e.reason());
    }
  }

  private static void turnAway(
      HttpServletRequest request, HttpServletResponse response, Verdict verdict, TokenCheck opened)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (verdict instanceof Bad bad
        && bad.reason() == Reason.UNKNOWN_KEY
        && !opened.keys().areKnown()) {
      response.setHeader("Retry-After", "1");
      answer(response, 503, NO_KEYS);
      return;
    }
    Optional<String> page =
        opened
            .settings()
            .waitingPage()
            .map(p -> p.location(opened.settings().room(), name -> asked(request, name)));
    if (page.isPresent() && Navigation.is(name -> Optional.ofNullable(request.getHeader(name)))) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", page.get());
      return;
    }
    page.ifPresent(location -> response.setHeader("X-Waiting-Room-Location", location));
    if (verdict instanceof Missing) {
      response.setHeader("WWW-Authenticate", "Bearer");
      answer(response, 401, NO_TOKEN);
    } else {
      response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      answer(response, 403, BAD_TOKEN);
    }
  }

  /** The way back is the address of this request, so no header is needed. */
  private static Optional<String> asked(HttpServletRequest request, String header) {
    if (!header.equals("X-Original-URL")) {
      return Optional.empty();
    }
    String query = request.getQueryString();
    return Optional.of(request.getRequestURL() + (query == null ? "" : "?" + query));
  }

  private static void answer(HttpServletResponse response, int status, String body)
      throws IOException {
    response.setStatus(status);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("application/problem+json");
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String problem(int status, String title, String detail) {
    return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
        .formatted(title, status, detail);
  }
}
