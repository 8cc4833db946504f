package waitingroom.bench;

/**
 * Results of one route in one round.
 *
 * @param closed 256 connections without pauses
 * @param ratio to the yardstick, loaded immediately before and after
 * @param perThousand cost of a thousand requests of the closed loop
 * @param arriving requests per second of the open loop
 * @param open latencies of the open loop, from the intended send time
 * @param generator delay of the load generator itself
 */
record RouteRun(
    Wrk.Result closed,
    double ratio,
    Cost perThousand,
    double arriving,
    Answers.Latencies open,
    Answers.Latencies generator) {}
