/** Contract tests over HTTP: inlets. */
@NullMarked
package waitingroom.contract.inlet;

import org.jspecify.annotations.NullMarked;
