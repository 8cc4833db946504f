package waitingroom.stream;

import akka.util.ByteString;

/** The sink of one listener. Accepts everything at once, buffers little, and never blocks. */
interface Reader {
  /** Sends a line; replaces one that is not yet delivered. */
  void line(ByteString text);

  /**
   * Sends a heartbeat, so that the connection does not look dead; skipped when something else is
   * pending.
   */
  void beat(ByteString comment);

  /** Sends an event to this listener alone; kept until delivered. */
  void tell(ByteString event);

  /** Ends the stream after its pending events. */
  void end();
}
