package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongFunction;

/** One line of the HTTP bench: how to load a route. Round 0 is for warming up. */
interface Route {
  /** As the table calls it. */
  String name();

  /** Whom it loads. */
  InetSocketAddress address();

  /** How many requests arrive a second in the open loop; fixed, so that runs can be compared. */
  double perSecond();

  /** As many requests as 256 connections bring. */
  Wrk.Result closed(int round, int seconds) throws IOException;

  /** The requests of an open loop, from 0. */
  LongFunction<Visit> visits(int round);

  /** After a round. */
  default void finished(int round) throws IOException {}
}
