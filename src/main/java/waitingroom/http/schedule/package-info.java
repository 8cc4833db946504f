/** HTTP: the schedules of rooms. */
@NullMarked
package waitingroom.http.schedule;

import org.jspecify.annotations.NullMarked;
