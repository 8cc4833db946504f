package waitingroom.rehearsal;

import java.time.Duration;

/**
 * Settings of the rehearsal.
 *
 * @param time zero: none
 * @param beforeReady the node says ready only afterwards; otherwise it rehearses behind, gently
 */
public record RehearsalSettings(Duration time, boolean beforeReady) {}
