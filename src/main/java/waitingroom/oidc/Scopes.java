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
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,64}");

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
   * @throws IllegalArgumentException when one of them is not a scope
   */
  public static Scopes parse(String parameter) {
    return new Scopes(
        List.of(parameter.trim().split(" +", -1)).stream().filter(s -> !s.isEmpty()).toList());
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
