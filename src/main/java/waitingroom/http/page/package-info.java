/** The waiting page and its assets, its designs and preview, the panel page and the sample shop. */
@NullMarked
package waitingroom.http.page;

import org.jspecify.annotations.NullMarked;
