package org.apache.cassandra.security;

import java.security.PermissionCollection;
import java.security.Permissions;

/**
 * Replacement for Cassandra's class of this name, which sandboxes user-defined functions with a
 * {@code java.lang.SecurityManager} and so cannot even load on JDK 24 and later (JEP 486).
 *
 * <p>The embedded Cassandra disables user-defined functions, so there is nothing to sandbox. Our
 * jar comes first on the class path. Remove this class when Cassandra itself runs on those JDKs.
 */
public final class ThreadAwareSecurityManager {
  /** The permissions of user-defined functions: none. */
  public static final PermissionCollection noPermissions = readOnly();

  private ThreadAwareSecurityManager() {}

  /** Does nothing: see the class comment. */
  public static void install() {}

  /** No thread ever runs a user-defined function. */
  public static boolean isSecuredThread() {
    return false;
  }

  private static PermissionCollection readOnly() {
    Permissions none = new Permissions();
    none.setReadOnly();
    return none;
  }
}
