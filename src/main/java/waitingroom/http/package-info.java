@NullMarked
package waitingroom.http;

import org.jspecify.annotations.NullMarked;
