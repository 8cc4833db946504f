package waitingroom.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the role in the claims of a token. */
record RoleClaim(String path, Map<String, Role> roleValues) {

  /** The highest role named by the claim, a string or a list of strings. */
  Optional<Role> highestIn(Map<String, @Nullable Object> claims) {
    Object claim = find(claims);
    Collection<?> values = claim instanceof Collection<?> list ? list : asList(claim);
    return values.stream()
        .filter(String.class::isInstance)
        .map(roleValues::get)
        .flatMap(role -> Optional.ofNullable(role).stream())
        .max(Role::compareTo);
  }

  private static List<?> asList(@Nullable Object claim) {
    return claim == null ? List.of() : List.of(claim);
  }

  private @Nullable Object find(Map<String, @Nullable Object> claims) {
    // A claim's name may be a URL, which has dots.
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    Object found = claims;
    for (String name : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }
}
