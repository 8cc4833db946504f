/**
 * Cassandra: statements beside the journal, the one reader of journals, and the markers of stored
 * and sent values. Knows nothing of rooms.
 */
@NullMarked
package waitingroom.store;

import org.jspecify.annotations.NullMarked;
