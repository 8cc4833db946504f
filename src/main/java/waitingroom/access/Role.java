package waitingroom.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The role of a caller of the admin listener. From {@link #VIEWER} on, each includes the ones
 * before it; {@link #SHOP} stands beside the viewer: a key that lies in a shop's machine reads
 * nothing.
 */
public enum Role {
  /** Reports who is done: ends sessions, sends messages to the inlet. Reads nothing. */
  SHOP,
  /** Reads counters, settings and history; sees visitors by name, never by request id. */
  VIEWER,
  /** Moves the line: serving counters, sessions, inlets. */
  OPERATOR,
  /** Creates, changes, resets and removes rooms. */
  ADMIN;

  /** Whether this role includes {@code needed}. */
  public boolean allows(Role needed) {
    return needed == SHOP ? this != VIEWER : compareTo(needed) >= 0;
  }

  /** Whether it sees request ids, with which anybody fetches a visitor's token. */
  public boolean seesRequestIds() {
    return allows(OPERATOR);
  }

  /** The role of that lower-case name, as in files and claims. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.lowerCaseName().equals(name)).findFirst();
  }

  /** All names, as in {@code a, b or c}. */
  public static String names() {
    String all = Arrays.stream(values()).map(Role::lowerCaseName).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return all.substring(0, last) + " or " + all.substring(last + 2);
  }

  String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
