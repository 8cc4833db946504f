package waitingroom.page;

import java.time.Duration;
import java.util.Optional;

/**
 * The pages for visitors.
 *
 * @param target where visitors go from rooms whose design does not say it; empty: the page says
 *     that it is their turn, and leads nowhere
 * @param designCache how long a change of a design may go unnoticed on other nodes
 * @param sampleShop whether there is a shop to try the waiting room with
 */
public record PageSettings(Optional<Target> target, Duration designCache, boolean sampleShop) {}
