@NullMarked
package waitingroom.servlet;

import org.jspecify.annotations.NullMarked;
