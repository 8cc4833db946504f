@NullMarked
package waitingroom;

import org.jspecify.annotations.NullMarked;
