/** Contract tests over HTTP: rooms. */
@NullMarked
package waitingroom.contract.room;

import org.jspecify.annotations.NullMarked;
