/** Contract tests over HTTP: pages. */
@NullMarked
package waitingroom.contract.page;

import org.jspecify.annotations.NullMarked;
