/** Helpers for the tests of several packages. */
@NullMarked
package waitingroom.testkit;

import org.jspecify.annotations.NullMarked;
