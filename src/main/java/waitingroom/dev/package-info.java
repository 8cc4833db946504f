@NullMarked
package waitingroom.dev;

import org.jspecify.annotations.NullMarked;
