package waitingroom.alarm.watch;

import waitingroom.store.CborSerializable;

/**
 * What a node tells the one that watches, once in each period.
 *
 * @param node tells this run of the node from every other
 * @param lastMinute how it answered in the last six periods
 */
record NodeReport(String node, AnswerCounts lastMinute) implements CborSerializable {}
