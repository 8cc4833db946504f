/** What is shipped: the bill of materials, its licences, and faults known in it. */
@NullMarked
package waitingroom.supply;

import org.jspecify.annotations.NullMarked;
