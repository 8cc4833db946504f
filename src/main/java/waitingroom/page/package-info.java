/** The pages for visitors and operators with their assets, as values; knows no HTTP server. */
@NullMarked
package waitingroom.page;

import org.jspecify.annotations.NullMarked;
