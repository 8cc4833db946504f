/** Contract tests over HTTP: statistics. */
@NullMarked
package waitingroom.contract.statistics;

import org.jspecify.annotations.NullMarked;
