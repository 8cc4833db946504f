/** Contract tests over HTTP: the authorizer and proxies. */
@NullMarked
package waitingroom.contract.authorizer;

import org.jspecify.annotations.NullMarked;
