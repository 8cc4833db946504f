package waitingroom.bench;

/**
 * What was used up.
 *
 * @param nodeSeconds CPU time of the node
 * @param cassandraSeconds CPU time of its database
 * @param allocatedBytes on the node's heap, by threads that were alive when somebody looked
 */
record Cost(double nodeSeconds, double cassandraSeconds, double allocatedBytes) {
  Cost minus(Cost other) {
    return new Cost(
        nodeSeconds - other.nodeSeconds,
        cassandraSeconds - other.cassandraSeconds,
        allocatedBytes - other.allocatedBytes);
  }

  /** So many times as much. */
  Cost times(double factor) {
    return new Cost(nodeSeconds * factor, cassandraSeconds * factor, allocatedBytes * factor);
  }

  /** A thousand's share, of so many. */
  Cost perThousand(double of) {
    return times(1000 / of);
  }
}
