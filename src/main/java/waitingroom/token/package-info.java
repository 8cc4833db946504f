@NullMarked
package waitingroom.token;

import org.jspecify.annotations.NullMarked;
