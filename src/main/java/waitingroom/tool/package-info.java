/** Programs run by hand or as jobs: schema creation and purging of closed rooms. */
@NullMarked
package waitingroom.tool;

import org.jspecify.annotations.NullMarked;
