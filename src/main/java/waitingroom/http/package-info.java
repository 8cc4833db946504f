/**
 * The two listeners, for visitors and for operators: a table of endpoints each ({@link
 * waitingroom.http.PublicApi}, {@link waitingroom.http.PrivateApi}, {@link
 * waitingroom.http.RoomsApi}, {@link waitingroom.http.AlarmsApi}), one {@link
 * waitingroom.http.Router} that serves such a table, and {@link waitingroom.http.ApiErrors}, the
 * one place that turns refusals and failures into HTTP.
 */
@NullMarked
package waitingroom.http;

import org.jspecify.annotations.NullMarked;
