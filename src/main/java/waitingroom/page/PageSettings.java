package waitingroom.page;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the visitors' pages.
 *
 * @param target where visitors go from rooms whose design names no target; empty: the page only
 *     announces their turn
 * @param designCache the longest delay until other nodes see a changed design
 * @param sampleShop whether to serve a sample shop
 */
public record PageSettings(Optional<Target> target, Duration designCache, boolean sampleShop) {}
