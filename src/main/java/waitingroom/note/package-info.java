/**
 * Signed notes (c2sp.org/signed-note): texts that anybody can read, with signatures of Ed25519 that
 * anybody can check. The key signs what is published about draws and lines, and nothing else.
 */
@NullMarked
package waitingroom.note;

import org.jspecify.annotations.NullMarked;
