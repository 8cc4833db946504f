package waitingroom.fuzz.wire;

import java.util.List;

/**
 * A listener's reaction to one input.
 *
 * @param statuses of all answers, in their order
 * @param tags of the requests that it took, in the order of their answers
 * @param ended whether the connection came to its end
 */
record Seen(List<Integer> statuses, List<String> tags, boolean ended) {}
