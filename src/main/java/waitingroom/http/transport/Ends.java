package waitingroom.http.transport;

import java.net.InetSocketAddress;

/** An exchange's view of its connection, or of its stream of one. On its event loop. */
interface Ends {
  InetSocketAddress client();

  /** The Akka dispatcher that runs on the event loop. */
  String dispatcher();

  /**
   * Records a complete head.
   *
   * @param head its size in bytes
   * @return false: the connection holds too many at a time
   */
  boolean asked(int head);

  /**
   * Records an answer.
   *
   * @return whether the connection is to end with it
   */
  boolean answeredLast();

  /** Ends it once all requests read have their answers. */
  void drain();

  /** Ends it after pending writes. */
  void finish();

  /** Ends it at once after an exception, which is usually that of a reset connection. */
  void failed(Throwable cause);

  /** Ends it at once. */
  void cut(Cut why);
}
