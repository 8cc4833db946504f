package waitingroom.bench;

/**
 * One round of one route.
 *
 * @param closed 256 connections that never pause
 * @param ratio to the yardstick, which was loaded right before and right after
 * @param perThousand what a thousand requests of the closed loop cost
 * @param arriving requests a second of the open loop
 * @param open its latencies, from the moment that each request was meant to be sent
 * @param generator how late the load generator itself was
 */
record RouteRun(
    Wrk.Result closed,
    double ratio,
    Cost perThousand,
    double arriving,
    Answers.Latencies open,
    Answers.Latencies generator) {}
