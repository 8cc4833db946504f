/**
 * Kernel of the HTTP edge: routing, requests and their bodies, answers, errors, problem details.
 */
@NullMarked
package waitingroom.http.route;

import org.jspecify.annotations.NullMarked;
