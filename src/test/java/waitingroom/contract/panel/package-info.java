/** Contract tests over HTTP: live views of the panel. */
@NullMarked
package waitingroom.contract.panel;

import org.jspecify.annotations.NullMarked;
