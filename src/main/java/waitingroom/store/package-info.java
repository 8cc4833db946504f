/**
 * Cassandra: statements on the tables beside the journal, the only journal reader, and the markers
 * of stored and sent values. Knows nothing about rooms.
 */
@NullMarked
package waitingroom.store;

import org.jspecify.annotations.NullMarked;
