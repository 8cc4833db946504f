/**
 * Signing in as a person, and access keys that are made at run time.
 *
 * <p>Keys and sessions are in two tables; every node keeps the keys in memory and the sessions for
 * some seconds.
 */
@NullMarked
package waitingroom.access.signin;

import org.jspecify.annotations.NullMarked;
