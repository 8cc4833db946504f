/**
 * {@code make bench}: what the product can do on this machine, printed as tables. Numbers are for
 * people to compare; no test depends on them.
 */
@NullMarked
package waitingroom.bench;

import org.jspecify.annotations.NullMarked;
