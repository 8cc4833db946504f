package waitingroom.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller of the admin listener may do; each role may do all that the ones before it may. */
public enum Role {
  /** Reads counters, settings and history. */
  VIEWER,
  /** Moves the line: serving counters, sessions, inlets. */
  OPERATOR,
  /** Makes, changes, resets and removes rooms. */
  ADMIN;

  /** Whether a caller with this role may do what asks for {@code needed}. */
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The role of that name, in lower case as written in files and claims. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.lowerCaseName().equals(name)).findFirst();
  }

  String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
