/** What the tests of several packages need. */
@NullMarked
package waitingroom.testkit;

import org.jspecify.annotations.NullMarked;
