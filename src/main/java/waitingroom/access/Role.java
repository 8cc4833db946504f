package waitingroom.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The role of a caller of the admin listener; each includes the ones before it. */
public enum Role {
  /** Reads counters, settings and history. */
  VIEWER,
  /** Moves the line: serving counters, sessions, inlets. */
  OPERATOR,
  /** Creates, changes, resets and removes rooms. */
  ADMIN;

  /** Whether this role includes {@code needed}. */
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The role of that lower-case name, as in files and claims. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.lowerCaseName().equals(name)).findFirst();
  }

  String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
