/**
 * Interactive sign-in, and access keys created at run time.
 *
 * <p>Keys and sessions are in two tables; every node keeps all keys in memory and caches sessions
 * for some seconds.
 */
@NullMarked
package waitingroom.access.signin;

import org.jspecify.annotations.NullMarked;
