/** Contract with clients, tested over real sockets and on a real database. */
@NullMarked
package waitingroom.contract;

import org.jspecify.annotations.NullMarked;
