package waitingroom.bench;

/**
 * Resources used.
 *
 * @param nodeSeconds CPU time of the node
 * @param cassandraSeconds CPU time of its database
 * @param allocatedBytes on the node's heap, by threads that were alive at a measurement
 */
record Cost(double nodeSeconds, double cassandraSeconds, double allocatedBytes) {
  Cost minus(Cost other) {
    return new Cost(
        nodeSeconds - other.nodeSeconds,
        cassandraSeconds - other.cassandraSeconds,
        allocatedBytes - other.allocatedBytes);
  }

  Cost times(double factor) {
    return new Cost(nodeSeconds * factor, cassandraSeconds * factor, allocatedBytes * factor);
  }

  /** Cost per thousand units, given the cost of {@code of} units. */
  Cost perThousand(double of) {
    return times(1000 / of);
  }
}
