package waitingroom.event.webhook;

import waitingroom.store.CborSerializable;

/** Tells all nodes to read the subscriptions again. */
record SubscriptionsChanged(String id) implements CborSerializable {}
