/**
 * Benchmarks of the product on this machine, {@code make bench}, printed as tables. The numbers are
 * for people to compare; no test depends on them.
 */
@NullMarked
package waitingroom.bench;

import org.jspecify.annotations.NullMarked;
