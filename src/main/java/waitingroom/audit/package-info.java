/** Audit trail of changes through the admin listener, kept for a year. */
@NullMarked
package waitingroom.audit;

import org.jspecify.annotations.NullMarked;
