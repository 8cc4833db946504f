/**
 * The table of contents of the edge: {@link waitingroom.http.HttpListeners} opens the two
 * listeners; {@link waitingroom.http.VisitorEndpoints} and {@link waitingroom.http.PanelEndpoints}
 * list what they serve. Each section has a package of its own.
 */
@NullMarked
package waitingroom.http;

import org.jspecify.annotations.NullMarked;
