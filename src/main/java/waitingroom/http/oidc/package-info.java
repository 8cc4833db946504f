/** The OpenID provider and the API for its clients. */
@NullMarked
package waitingroom.http.oidc;

import org.jspecify.annotations.NullMarked;
