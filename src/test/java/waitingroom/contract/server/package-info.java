/** Contract tests over HTTP: the listeners. */
@NullMarked
package waitingroom.contract.server;

import org.jspecify.annotations.NullMarked;
