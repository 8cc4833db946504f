package waitingroom.testkit;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import waitingroom.access.Role;

/** What each role may do, as the documents tell it, for tests. */
public final class Roles {
  /** A shop's machine reads nothing, and who reads ends no sessions. */
  private static final Map<Role, Set<Role>> INCLUDED =
      Map.of(
          Role.SHOP, Set.of(Role.SHOP),
          Role.VIEWER, Set.of(Role.VIEWER),
          Role.OPERATOR, Set.of(Role.SHOP, Role.VIEWER, Role.OPERATOR),
          Role.ADMIN, Set.of(Role.values()));

  private Roles() {}

  /** Whether a role may call what requires another. */
  public static boolean allows(Role role, Role needed) {
    return Objects.requireNonNull(INCLUDED.get(role)).contains(needed);
  }
}
