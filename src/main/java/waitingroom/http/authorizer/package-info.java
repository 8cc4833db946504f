/** The authorizer endpoint, by which reverse proxies check access tokens. */
@NullMarked
package waitingroom.http.authorizer;

import org.jspecify.annotations.NullMarked;
