/** The alarms API: states, definitions, history, and the Alertmanager webhook. */
@NullMarked
package waitingroom.http.alarm;

import org.jspecify.annotations.NullMarked;
