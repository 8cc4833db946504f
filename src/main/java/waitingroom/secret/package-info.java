@NullMarked
package waitingroom.secret;

import org.jspecify.annotations.NullMarked;
