/**
 * The checks of an access token that the node and the servlet filter share. Uses jose4j alone,
 * since it also runs in the servers of others.
 */
@NullMarked
package waitingroom.authorizer.check;

import org.jspecify.annotations.NullMarked;
