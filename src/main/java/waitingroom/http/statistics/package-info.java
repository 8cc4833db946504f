/** Statistics and history of rooms. */
@NullMarked
package waitingroom.http.statistics;

import org.jspecify.annotations.NullMarked;
