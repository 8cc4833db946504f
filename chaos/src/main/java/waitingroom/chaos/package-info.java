/**
 * Faults on a cluster of real processes and a real Cassandra under load, and a checker of what the
 * clients saw. {@code make chaos} runs all of them.
 */
@NullMarked
package waitingroom.chaos;

import org.jspecify.annotations.NullMarked;
