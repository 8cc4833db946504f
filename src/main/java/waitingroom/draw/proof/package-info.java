/**
 * Published proofs of a draw: the signed texts, the bundle of everything that outsiders need to
 * check a draw, and the proof of one entry. The programs in {@code tools/verify-draw} read them.
 */
@NullMarked
package waitingroom.draw.proof;

import org.jspecify.annotations.NullMarked;
