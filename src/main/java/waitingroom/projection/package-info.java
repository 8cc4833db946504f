/**
 * Projection machinery: workers, sources, progress and meters. It knows no tables; {@link
 * waitingroom.readside} fills those.
 */
@NullMarked
package waitingroom.projection;

import org.jspecify.annotations.NullMarked;
