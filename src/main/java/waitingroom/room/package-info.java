@NullMarked
package waitingroom.room;

import org.jspecify.annotations.NullMarked;
