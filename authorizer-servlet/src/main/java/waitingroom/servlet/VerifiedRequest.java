package waitingroom.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.check.AccessToken;

/**
 * A request whose headers identify the visitor, as behind a proxy that calls {@code /authorizer}.
 * Values that the client sent under these names are hidden, also with underscores in the name,
 * which some servers treat like hyphens.
 */
final class VerifiedRequest extends HttpServletRequestWrapper {
  private static final String PREFIX = "x-waiting-room-";

  private final Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  VerifiedRequest(HttpServletRequest request, AccessToken token) {
    super(request);
    own.put("X-Waiting-Room-Request-Id", token.requestId());
    own.put("X-Waiting-Room-Queue-Position", Long.toString(token.queuePosition()));
    own.put("X-Waiting-Room-Event-Id", token.eventId());
  }

  private static boolean isReserved(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').startsWith(PREFIX);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isReserved(name) ? own.get(name) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (!isReserved(name)) {
      return super.getHeaders(name);
    }
    String value = own.get(name);
    return Collections.enumeration(value == null ? Set.of() : Set.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    Set<String> names = new LinkedHashSet<>();
    for (String name : Collections.list(super.getHeaderNames())) {
      if (!isReserved(name)) {
        names.add(name);
      }
    }
    names.addAll(own.keySet());
    return Collections.enumeration(names);
  }

  @Override
  public int getIntHeader(String name) {
    String value = getHeader(name);
    return value == null ? -1 : Integer.parseInt(value);
  }

  @Override
  public long getDateHeader(String name) {
    if (!isReserved(name)) {
      return super.getDateHeader(name);
    }
    if (own.containsKey(name)) {
      throw new IllegalArgumentException(name + " is no date");
    }
    return -1;
  }
}
