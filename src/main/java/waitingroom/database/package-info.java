/** Reads and writes the tables that are neither journal nor snapshots. */
@NullMarked
package waitingroom.database;

import org.jspecify.annotations.NullMarked;
