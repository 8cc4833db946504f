package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongFunction;

/** A line of the HTTP bench: the load of one route. Round 0 is the warm-up. */
interface Route {
  /** Name in the table. */
  String name();

  /** Server under load. */
  InetSocketAddress address();

  /** Arrival rate of the open loop; fixed, so that runs can be compared. */
  double perSecond();

  /** Runs a closed loop over 256 connections. */
  Wrk.Result closed(int round, int seconds) throws IOException;

  /** Requests of an open loop, counted from 0. */
  LongFunction<Visit> visits(int round);

  /** Called after each round. */
  default void finished(int round) throws IOException {}
}
