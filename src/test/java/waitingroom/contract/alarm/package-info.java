/** Contract tests over HTTP: alarms. */
@NullMarked
package waitingroom.contract.alarm;

import org.jspecify.annotations.NullMarked;
