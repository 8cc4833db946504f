package waitingroom.oidc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Scopes in the order given, each once (RFC 6749, section 3.3).
 *
 * @param values of printable characters without space, quote and backslash
 */
public record Scopes(List<String> values) {
  private static final String OPENID = "openid";
  private static final int COUNT_MAX = 50;
  private static final int CHARS_MAX = 64;
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1," + CHARS_MAX + "}");

  /** The scopes of a client that names none. */
  public static final Scopes DEFAULT = new Scopes(List.of(OPENID, "profile", "email"));

  /**
   * @throws IllegalArgumentException when a value is not a scope, or there are more than 50
   */
  public Scopes {
    values = List.copyOf(new LinkedHashSet<>(values));
    if (values.size() > COUNT_MAX || !values.stream().allMatch(v -> SCOPE.matcher(v).matches())) {
      throw new IllegalArgumentException(
          "A scope is 1 to 64 printable characters without space, quote and backslash, and there"
              + " are at most "
              + COUNT_MAX);
    }
  }

  /**
   * Parses a parameter with scopes separated by spaces.
   *
   * @throws IllegalArgumentException when one of them is not a scope, or there are too many
   */
  public static Scopes parse(String parameter) {
    if (parameter.length() > COUNT_MAX * (CHARS_MAX + 1)) {
      throw new IllegalArgumentException("There are at most " + COUNT_MAX + " scopes");
    }
    return new Scopes(
        List.of(parameter.trim().split(" +", -1)).stream().filter(s -> !s.isEmpty()).toList());
  }

  /**
   * The scopes that a client asks for.
   *
   * @throws OAuthRefusal when they are malformed or lack {@code openid}
   */
  public static Scopes asked(String parameter) {
    Scopes scopes;
    try {
      scopes = parse(parameter);
    } catch (IllegalArgumentException malformed) {
      throw new OAuthRefusal(OAuthError.INVALID_SCOPE, "scope is malformed");
    }
    if (!scopes.holdOpenId()) {
      throw new OAuthRefusal(OAuthError.INVALID_SCOPE, "scope must hold openid");
    }
    return scopes;
  }

  boolean holdOpenId() {
    return values.contains(OPENID);
  }

  /** The scopes that are also allowed; others are ignored (OpenID Connect Core, 3.1.2.1). */
  Scopes allowedBy(Scopes allowed) {
    Set<String> granted = new LinkedHashSet<>(values);
    granted.retainAll(allowed.values());
    return new Scopes(List.copyOf(granted));
  }

  /** The scopes as a parameter. */
  @Override
  public String toString() {
    return String.join(" ", values);
  }
}
