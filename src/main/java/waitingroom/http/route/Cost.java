package waitingroom.http.route;

/** Class of cost of a public endpoint's call, by what it makes the node do. */
public enum Cost {
  /** An answer from memory. */
  POLL,
  /** A question to a room, or a change of a place that exists. */
  WRITE,
  /** A new place in a line. */
  MINT,
  /** Signatures. */
  SIGN,
  /** A page made for one visitor. */
  RENDER
}
