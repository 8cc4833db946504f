/**
 * Settings: {@link waitingroom.config.Settings} reads {@code waiting-room.conf} once, block by
 * block, and checks it.
 */
@NullMarked
package waitingroom.config;

import org.jspecify.annotations.NullMarked;
