/** Programs run by hand or by a job: the schema and the purge of closed rooms. */
@NullMarked
package waitingroom.tool;

import org.jspecify.annotations.NullMarked;
