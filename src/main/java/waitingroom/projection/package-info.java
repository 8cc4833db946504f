/**
 * The machinery of projections: workers, sources, progress and its meters. It knows no table;
 * {@link waitingroom.readside} fills them.
 */
@NullMarked
package waitingroom.projection;

import org.jspecify.annotations.NullMarked;
