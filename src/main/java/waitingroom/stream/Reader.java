package waitingroom.stream;

import akka.util.ByteString;

/** The way to one listener. Takes everything at once, keeps little of it, and never blocks. */
interface Reader {
  /** The newest line; one that was not taken yet is forgotten. */
  void line(ByteString text);

  /** Something to say so that the connection is not taken for dead; anything else will do too. */
  void beat(ByteString comment);

  /** What is for this listener alone; kept until it is taken. */
  void tell(ByteString event);

  /** Ends the stream behind what it was told. */
  void end();
}
