@NullMarked
package waitingroom.readside;

import org.jspecify.annotations.NullMarked;
