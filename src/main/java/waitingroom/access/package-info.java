@NullMarked
package waitingroom.access;

import org.jspecify.annotations.NullMarked;
