package waitingroom.bench;

/**
 * What was used up.
 *
 * @param nodeSeconds CPU time of the node
 * @param cassandraSeconds CPU time of its database
 * @param allocatedBytes on the node's heap, by threads that were alive when somebody looked
 */
record Cost(double nodeSeconds, double cassandraSeconds, double allocatedBytes) {
  Cost since(Cost before) {
    return new Cost(
        nodeSeconds - before.nodeSeconds,
        cassandraSeconds - before.cassandraSeconds,
        allocatedBytes - before.allocatedBytes);
  }

  /** A thousand's share, of so many. */
  Cost perThousand(double of) {
    return new Cost(
        nodeSeconds * 1000 / of, cassandraSeconds * 1000 / of, allocatedBytes * 1000 / of);
  }
}
