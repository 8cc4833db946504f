/** Contract tests over HTTP: visitors. */
@NullMarked
package waitingroom.contract.visitor;

import org.jspecify.annotations.NullMarked;
