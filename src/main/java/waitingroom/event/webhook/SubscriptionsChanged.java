package waitingroom.event.webhook;

import waitingroom.store.CborSerializable;

/**
 * Tells all nodes to read the subscriptions again.
 *
 * @param id of the one that changed
 */
record SubscriptionsChanged(String id) implements CborSerializable {}
