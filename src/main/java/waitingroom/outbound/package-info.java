/**
 * The only HTTP client for addresses that somebody else names: an operator, or a document that an
 * operator's address led to.
 */
@NullMarked
package waitingroom.outbound;

import org.jspecify.annotations.NullMarked;
