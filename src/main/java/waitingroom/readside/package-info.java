/** What is read from the journal, after the fact. */
@NullMarked
package waitingroom.readside;

import org.jspecify.annotations.NullMarked;
