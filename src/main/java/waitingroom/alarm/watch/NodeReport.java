package waitingroom.alarm.watch;

import waitingroom.store.CborSerializable;

/**
 * Report of a node to the watcher, once per period.
 *
 * @param node identifies this run of the node
 * @param lastMinute error responses of the last six periods
 */
record NodeReport(String node, AnswerCounts lastMinute) implements CborSerializable {}
