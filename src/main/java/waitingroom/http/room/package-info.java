/** The API for rooms: their settings, counters and inlets, live views and single visitors. */
@NullMarked
package waitingroom.http.room;

import org.jspecify.annotations.NullMarked;
