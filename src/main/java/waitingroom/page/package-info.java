/** The pages for visitors and operators and their files, as values; knows no HTTP server. */
@NullMarked
package waitingroom.page;

import org.jspecify.annotations.NullMarked;
